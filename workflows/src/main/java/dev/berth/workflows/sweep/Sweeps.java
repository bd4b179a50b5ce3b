package dev.berth.workflows.sweep;

import dev.berth.model.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a pass of the sweep is made of. */
@ActivityInterface
public interface Sweeps {
  /**
   * Looks at everything in the region, compares, and says which findings are due and whether the
   * pass must refuse to act. A look-up that fails is no answer: nothing is concluded, and it is
   * looked again. Remembers what it saw unless it is a dry run.
   */
  @ActivityMethod(name = "LookForDifferences")
  SweepReport look(SweepRequest request);

  /**
   * Looks at one finding again and has something done about it, or says why not. The second time is
   * harmless.
   */
  @ActivityMethod(name = "ActOnFinding")
  Finding act(SweepRequest request, Finding finding, String operationId);

  /** Notes a pass that did something, or refused to, as an operation that has ended. */
  @ActivityMethod(name = "RecordSweep")
  void record(SweepRequest request, SweepReport report, String operationId, Receipt receipt);
}
