package dev.berth.workflows.image;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Looks once what the images of a region need, or plans an image that is asked for, and starts the
 * images' own operations. A schedule starts it; Temporal adds the time to its workflow id.
 */
@WorkflowInterface
public interface KeepImages {
  /**
   * Returns what was started, or who does it already. Fails with {@code invalid} when a wish can
   * never be met.
   */
  @WorkflowMethod(name = "KeepImages")
  List<ImageTask> keep(KeepImagesRequest request);

  /** The steps of a look at the images, in the order of time. */
  enum KeepImagesStep implements StepName {
    PLAN("EC2 to say which images are there"),
    START("the images' own operations to be under way");

    private final About about;

    KeepImagesStep(String waitsFor) {
      about = About.of(waitsFor);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
