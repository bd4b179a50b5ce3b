package dev.berth.workflows;

import static dev.berth.workflows.Branch.core;
import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.progress;
import static dev.berth.workflows.World.tell;
import static org.awaitility.Awaitility.await;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.core.DeployCoreWorkflow}. */
final class CoreBranches {
  private CoreBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), moved(), unwound(), cancelled(), parked(), frozen())
        .flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        core("ready"),
        core("ready-already").given(World::readyAlready),
        core("retried-by-itself").given(w -> w.stumbling("database", 3)),
        core("workers-lost").losingWorkersIn("start"));
  }

  private static Stream<Branch> moved() {
    Stream<Branch> once =
        Stream.of("start", "check", "register").map(step -> lostIn(step + "-lost", step));
    return Stream.concat(
        once,
        Stream.of(
            core("start-lost-twice")
                .given(w -> w.failing("start", 2, FailureType.INSTANCE_LOST, "terminated")),
            lostIn("replacement-fails", "start").failing("replaced?", FailureType.HOST_FAILED),
            lostIn("lost-remove-fails", "check").failing("remove", FailureType.DENIED),
            lostIn("cancelled-after-register-lost", "register")
                .duringWait("replaced? i-1", Branch::cancel)));
  }

  /** The host's instance is lost in this step, once. */
  private static Branch lostIn(String name, String step) {
    return core(name).given(w -> w.failing(step, 1, FailureType.INSTANCE_LOST, "terminated"));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> steps =
        Stream.of("place", "ensure", "secrets", "database", "await", "start", "check")
            .map(step -> core(step + "-fails").failing(step, FailureType.INVALID));
    Stream<Branch> undos =
        Stream.of("drop-database", "delete-secrets", "release")
            .map(
                undo ->
                    core(undo + "-fails")
                        .failing("start", FailureType.SCRIPT_FAILED)
                        .failing(undo, FailureType.DENIED));
    return Stream.of(
            steps,
            undos,
            Stream.of(
                containerStays("remove-fails"),
                containerStays("quarantine-fails").failing("quarantine", FailureType.DENIED),
                core("register-superseded").failing("register", FailureType.SUPERSEDED)))
        .flatMap(s -> s);
  }

  private static Branch containerStays(String name) {
    return core(name)
        .failing("check", FailureType.WRONG_CORE)
        .failing("remove", FailureType.DENIED);
  }

  private static Stream<Branch> cancelled() {
    Stream<Branch> calls =
        Stream.of("place", "ensure", "secrets", "database")
            .map(call -> core("cancelled-during-" + call).during(call, Branch::cancel));
    Stream<Branch> waits =
        Stream.of("await", "start", "check")
            .map(wait -> core("cancelled-during-" + wait).duringWait(wait, Branch::cancel));
    return Stream.of(
            calls,
            waits,
            Stream.of(
                core("cancelled-before-the-first-step").cancelledAtOnce(),
                core("cancelled-by-temporal").duringWait("await", Branch::cancelByTemporal),
                core("cancelled-twice")
                    .given(w -> w.when("await", World::untilCancelled).holdBack("drop-database"))
                    .when(
                        (world, run) -> {
                          world.awaitCall("await");
                          Branch.cancel(world, run);
                          world.awaitCall("drop-database");
                          Branch.cancelInVain(world, run);
                          world.letGo("drop-database");
                        }),
                core("cancelled-too-late").during("register", Branch::cancelInVain),
                core("cancelled-by-temporal-too-late")
                    .during("register", Branch::cancelByTemporal)))
        .flatMap(s -> s);
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "skip", "abort", "cancel")
            .map(verb -> core("held-" + verb).denied("database").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            core("held-deadline").failing("database", FailureType.DENIED),
            core("held-timed-out").given(w -> w.stumbling("start", Integer.MAX_VALUE)),
            core("held-retry-twice")
                .given(w -> w.failing("database", 2, FailureType.DENIED, "no policy"))
                .when(
                    (world, run) -> {
                      held(run);
                      tell(run, "retry");
                      await().until(() -> world.notes.size() == 3 && progress(run).held() != null);
                      tell(run, "retry");
                    }),
            core("held-in-two-steps")
                .denied("database")
                .denied("check")
                .when(
                    (world, run) -> {
                      held(run);
                      tell(run, "retry");
                      world.awaitCall("check");
                      held(run);
                      tell(run, "skip");
                    }),
            core("held-pivot").denied("register").answered("retry"),
            core("held-close")
                .failing("start", FailureType.SCRIPT_FAILED)
                .denied("close")
                .answered("retry"),
            core("held-without-a-note")
                .denied("database")
                .failing("operation.held", FailureType.DENIED)
                .answered("retry"),
            core("held-by-temporal-cancelled")
                .denied("database")
                .when(
                    (_, run) -> {
                      held(run);
                      run.cancel();
                    })));
  }

  private static Stream<Branch> frozen() {
    return Stream.of(
        core("frozen-step").frozen("start"),
        core("frozen-step-cancelled").frozen("start").duringWait("thaw", Branch::cancel),
        core("frozen-undo").failing("start", FailureType.SCRIPT_FAILED).frozen("remove"));
  }
}
