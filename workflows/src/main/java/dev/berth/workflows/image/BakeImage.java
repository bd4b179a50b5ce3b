package dev.berth.workflows.image;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Bakes one image, proves it, and makes it current in its region. While it runs it can be asked and
 * told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface BakeImage {
  /**
   * Returns the id of the AMI. Fails with {@code image-failed} when AWS could not make it, with
   * {@code host-failed} or {@code script-failed} when it did not prove good.
   */
  @WorkflowMethod(name = "BakeImage")
  String bake(BakeRequest request);
}
