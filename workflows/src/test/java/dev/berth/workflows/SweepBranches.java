package dev.berth.workflows;

import static dev.berth.workflows.Branch.sweep;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.sweep.SweepWorkflow}. It is never held. */
final class SweepBranches {
  private SweepBranches() {}

  static Stream<Branch> all() {
    return Stream.of(passes(), failed(), cancelled()).flatMap(s -> s);
  }

  private static Stream<Branch> passes() {
    return Stream.of(
        sweep("acts"),
        sweep("nothing-due").given(w -> w.aftermath.nothingIsDue()),
        sweep("dry-run").told(World.sweepRequest(true)),
        sweep("refuses").given(w -> w.aftermath.refuses("too-many")),
        sweep("retried-by-itself").given(w -> w.stumbling("act due", 3)),
        sweep("workers-lost").losingWorkersIn("look"),
        sweep("frozen-step").frozen("act due"));
  }

  private static Stream<Branch> failed() {
    Stream<Branch> steps =
        Stream.of("look", "act", "record")
            .map(step -> sweep(step + "-fails").failing(step, FailureType.DENIED));
    return Stream.concat(
        steps,
        Stream.of(
            sweep("look-times-out").given(w -> w.stumbling("look", Integer.MAX_VALUE)),
            sweep("held-close")
                .failing("look", FailureType.DENIED)
                .denied("close")
                .answered("retry")));
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        sweep("cancelled-during-look").duringWait("look", Branch::cancel),
        sweep("cancelled-during-act").during("act due", Branch::cancel),
        sweep("cancelled-during-record").during("record", Branch::cancel),
        sweep("cancelled-by-temporal").duringWait("look", Branch::cancelByTemporal),
        sweep("frozen-step-cancelled").frozen("act due").duringWait("thaw", Branch::cancel));
  }
}
