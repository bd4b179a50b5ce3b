package dev.berth.workflows.image;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes an image away that no host runs, or what is left of a bake that could not unwind. It shares
 * its workflow id, the lock, with {@link BakeImage}. While it runs it can be asked and told what
 * {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface RetireImage {
  /** Fails with {@code in-use} when it must stay: then nothing was taken away. */
  @WorkflowMethod(name = "RetireImage")
  void retire(RetireImageRequest request);
}
