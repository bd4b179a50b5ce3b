package dev.berth.workflows;

import static dev.berth.workflows.Branch.retire;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.host.RetireHostWorkflow}. */
final class RetireBranches {
  private RetireBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), refused(), cancelled(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        retire("done"),
        retire("retried-by-itself").given(w -> w.stumbling("terminate", 3)),
        retire("workers-lost").losingWorkersIn("gone i-1"));
  }

  private static Stream<Branch> refused() {
    return Stream.of(
        retire("claim-in-use").failing("claim", FailureType.IN_USE),
        retire("terminate-in-use").failing("terminate", FailureType.IN_USE),
        retire("gone-fails").failing("gone", FailureType.INVALID));
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        retire("cancelled-before-the-first-step").cancelledAtOnce(),
        retire("cancelled-during-claim").during("claim", Branch::cancel),
        retire("cancelled-during-terminate").during("terminate", Branch::cancel),
        retire("cancelled-during-gone").duringWait("gone i-1", Branch::cancel),
        retire("cancelled-by-temporal").duringWait("gone i-1", Branch::cancelByTemporal),
        retire("cancelled-too-late").during("settle", Branch::cancelInVain));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(verb -> retire("held-" + verb).denied("terminate").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            retire("held-skip").denied("gone").answered("skip"),
            retire("held-deadline").failing("terminate", FailureType.DENIED),
            retire("held-timed-out").given(w -> w.stumbling("gone", Integer.MAX_VALUE)),
            retire("held-pivot").denied("settle").answered("retry"),
            retire("held-close")
                .failing("terminate", FailureType.IN_USE)
                .denied("close")
                .answered("retry"),
            retire("frozen-step").frozen("terminate"),
            retire("frozen-step-cancelled")
                .frozen("terminate")
                .duringWait("thaw", Branch::cancel)));
  }
}
