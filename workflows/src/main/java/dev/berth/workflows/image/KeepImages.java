package dev.berth.workflows.image;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Looks once what the images of a region need, or what somebody wishes, and sees to it that the
 * images' own operations run. A schedule starts it. Workflow id of the schedule: {@link
 * KeepImagesRequest#workflowId}; Temporal adds the time.
 */
@WorkflowInterface
public interface KeepImages {
  /**
   * Returns what was started, or who does it already. Fails with {@code invalid} when a wish can
   * never be met.
   */
  @WorkflowMethod(name = "KeepImages")
  List<ImageTask> keep(KeepImagesRequest request);
}
