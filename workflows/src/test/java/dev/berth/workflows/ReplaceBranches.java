package dev.berth.workflows;

import static dev.berth.workflows.Branch.replace;
import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.tell;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.replacement.ReplaceHostWorkflow}. */
final class ReplaceBranches {
  private ReplaceBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), another(), unwound(), cancelled(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        replace("done"),
        replace("no-core-was-ready").given(w -> w.replacement.noCoreWasReady()),
        replace("nothing-to-replace").given(w -> w.replacement.nothingToReplace()),
        replace("retried-by-itself").given(w -> w.stumbling("end", 3)),
        replace("workers-lost").losingWorkersIn("gone i-1"));
  }

  private static Stream<Branch> another() {
    return Stream.of(
        replace("boot-lost").failing("boot 2", FailureType.INSTANCE_LOST),
        replace("no-capacity").failing("launch 2", FailureType.OUT_OF_CAPACITY),
        lostAgain("lost-again"),
        lostAgain("lost-again-no-capacity").failing("launch 3", FailureType.OUT_OF_CAPACITY),
        lostAgain("lost-again-agent-late").given(w -> w.stumbling("agent i-3", Integer.MAX_VALUE)),
        lostAgain("lost-again-held")
            .given(w -> w.failing("launch 3", 1, FailureType.INVALID, "no: launch 3"))
            .answered("retry"));
  }

  /** The new instance is lost while the cores start on it. */
  private static Branch lostAgain(String name) {
    return replace(name).given(w -> w.failing("start", 1, FailureType.INSTANCE_LOST, "terminated"));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> steps =
        Stream.of("claim", "request", "launch", "boot")
            .map(step -> replace(step + "-fails").failing(step, FailureType.INVALID));
    return Stream.concat(
        steps,
        Stream.of(
            replace("terminate-fails")
                .failing("boot 2", FailureType.INSTANCE_LOST)
                .failing("terminate", FailureType.DENIED),
            replace("give-up-fails")
                .failing("launch", FailureType.INVALID)
                .failing("give-up", FailureType.DENIED),
            replace("another-is-in-charge").failing("move", FailureType.UNWANTED)));
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        replace("cancelled-before-the-first-step").cancelledAtOnce(),
        replace("cancelled-during-launch").during("launch 2", Branch::cancel),
        replace("cancelled-during-boot").duringWait("boot 2", Branch::cancel),
        replace("cancelled-by-temporal").duringWait("boot 2", Branch::cancelByTemporal),
        replace("cancelled-too-late").during("end", Branch::cancelInVain),
        replace("cancelled-by-temporal-too-late").during("end", Branch::cancelByTemporal),
        lostAgain("lost-again-cancelled-too-late").during("launch 3", Branch::cancelInVain));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(verb -> replace("held-" + verb).denied("launch 2").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            replace("held-deadline").failing("launch 2", FailureType.DENIED),
            replace("held-end").denied("end").answered("retry"),
            replace("held-gone").denied("gone").answered("skip"),
            replace("held-core")
                .given(w -> w.failing("start c2", 1, FailureType.SCRIPT_FAILED, "the core ended"))
                .answered("retry"),
            replace("held-core-skipped")
                .failing("start c2", FailureType.SCRIPT_FAILED)
                .answered("skip"),
            replace("held-pivot").denied("settle").answered("retry"),
            replace("held-close")
                .failing("launch", FailureType.INVALID)
                .denied("close")
                .answered("retry"),
            replace("held-twice")
                .denied("end")
                .denied("move")
                .when(
                    (world, run) -> {
                      held(run);
                      tell(run, "retry", "end");
                      world.awaitCall("move 2");
                      held(run);
                      tell(run, "retry", "move");
                    }),
            replace("frozen-step").frozen("launch 2"),
            replace("frozen-end").frozen("end"),
            replace("frozen-undo")
                .failing("boot 2", FailureType.INSTANCE_LOST)
                .frozen("terminate 2")));
  }
}
