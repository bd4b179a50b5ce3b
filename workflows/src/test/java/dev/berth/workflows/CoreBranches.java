package dev.berth.workflows;

import static dev.berth.workflows.Branch.core;
import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.progress;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.tell;
import static org.awaitility.Awaitility.await;

import dev.berth.workflows.operation.Command;
import dev.berth.workflows.operation.FailureType;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.core.DeployCoreWorkflow}. */
final class CoreBranches {
  private static final String DENIED = "AccessDenied: no policy";

  private CoreBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), unwound(), cancelled(), parked(), frozen()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        core("ready"),
        core("ready-already").given(World::readyAlready),
        core("retried-by-itself").given(w -> w.stumbling("database", 3)),
        core("workers-lost")
            .given(w -> w.lostIn("start"))
            .when(
                (world, _) -> {
                  world.awaitCall("start");
                  world.loseWorkers();
                }));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> steps =
        Stream.of("place", "ensure", "secrets", "database", "await", "start", "check")
            .map(
                step ->
                    core(step + "-fails")
                        .given(w -> w.failing(step, FailureType.INVALID, "no: " + step)));
    Stream<Branch> undos =
        Stream.of("drop-database", "delete-secrets", "release")
            .map(
                undo ->
                    core(undo + "-fails")
                        .given(w -> w.failing("start", FailureType.SCRIPT_FAILED, "exit 1"))
                        .given(w -> w.failing(undo, FailureType.DENIED, "no admin")));
    return Stream.of(
            steps,
            undos,
            Stream.of(
                core("remove-fails").given(CoreBranches::containerThatStays),
                core("quarantine-fails")
                    .given(CoreBranches::containerThatStays)
                    .given(w -> w.failing("quarantine", FailureType.DENIED, "no registry")),
                core("register-superseded")
                    .given(w -> w.failing("register", FailureType.SUPERSEDED, "newer"))))
        .flatMap(s -> s);
  }

  private static void containerThatStays(World world) {
    world
        .failing("check", FailureType.WRONG_CORE, "somebody else")
        .failing("remove", FailureType.DENIED, "no SSM");
  }

  private static Stream<Branch> cancelled() {
    Stream<Branch> calls =
        Stream.of("place", "ensure", "secrets", "database")
            .map(
                call ->
                    core("cancelled-during-" + call)
                        .given(w -> w.holdBack(call))
                        .when(
                            (world, run) -> {
                              world.awaitCall(call);
                              tell(run, "cancel");
                              world.letGo(call);
                            }));
    Stream<Branch> waits =
        Stream.of("await", "start", "check")
            .map(
                wait ->
                    core("cancelled-during-" + wait)
                        .given(w -> w.when(wait, World::untilCancelled))
                        .when(
                            (world, run) -> {
                              world.awaitCall(wait);
                              tell(run, "cancel");
                            }));
    return Stream.of(
            calls,
            waits,
            Stream.of(
                core("cancelled-before-the-first-step").beginning(CoreBranches::cancelledAtOnce),
                core("cancelled-by-temporal")
                    .given(w -> w.when("await", World::untilCancelled))
                    .when(
                        (world, run) -> {
                          world.awaitCall("await");
                          run.cancel();
                        }),
                core("cancelled-twice")
                    .given(w -> w.when("await", World::untilCancelled).holdBack("drop-database"))
                    .when(
                        (world, run) -> {
                          world.awaitCall("await");
                          tell(run, "cancel");
                          world.awaitCall("drop-database");
                          refused(run, "cancel", null);
                          world.letGo("drop-database");
                        }),
                core("cancelled-too-late")
                    .given(w -> w.holdBack("register"))
                    .when(
                        (world, run) -> {
                          world.awaitCall("register");
                          refused(run, "cancel", null);
                          world.letGo("register");
                        }),
                core("cancelled-by-temporal-too-late")
                    .given(w -> w.holdBack("register"))
                    .when(
                        (world, run) -> {
                          world.awaitCall("register");
                          run.cancel();
                          world.letGo("register");
                        })))
        .flatMap(s -> s);
  }

  private static WorkflowStub cancelledAtOnce(World world) {
    WorkflowStub run = WorkflowStub.fromTyped(world.deployCore());
    run.startUpdateWithStart(
        UpdateOptions.newBuilder(Void.class)
            .setUpdateName("cancel")
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        new Object[] {new Command("ops", "r-2", "we looked", null)},
        new Object[] {World.request()});
    return run;
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "skip", "abort", "cancel")
            .map(
                verb ->
                    core("held-" + verb)
                        .given(w -> w.failing("database", 1, FailureType.DENIED, DENIED))
                        .when(
                            (_, run) -> {
                              held(run);
                              tell(run, verb);
                            }));
    return Stream.concat(
        answered,
        Stream.of(
            core("held-deadline").given(w -> w.failing("database", FailureType.DENIED, DENIED)),
            core("held-timed-out").given(w -> w.stumbling("start", Integer.MAX_VALUE)),
            core("held-retry-twice")
                .given(w -> w.failing("database", 2, FailureType.DENIED, DENIED))
                .when(
                    (world, run) -> {
                      held(run);
                      tell(run, "retry");
                      await().until(() -> world.notes.size() == 3 && progress(run).held() != null);
                      tell(run, "retry");
                    }),
            core("held-in-two-steps")
                .given(w -> w.failing("database", 1, FailureType.DENIED, DENIED))
                .given(w -> w.failing("check", 1, FailureType.DENIED, DENIED))
                .when(
                    (world, run) -> {
                      held(run);
                      tell(run, "retry");
                      world.awaitCall("check");
                      held(run);
                      tell(run, "skip");
                    }),
            core("held-pivot")
                .given(w -> w.failing("register", 1, FailureType.DENIED, DENIED))
                .when(CoreBranches::retried),
            core("held-close")
                .given(w -> w.failing("start", FailureType.SCRIPT_FAILED, "exit 1"))
                .given(w -> w.failing("close", 1, FailureType.DENIED, DENIED))
                .when(CoreBranches::retried),
            core("held-without-a-note")
                .given(w -> w.failing("database", 1, FailureType.DENIED, DENIED))
                .given(w -> w.failing("operation.held", FailureType.DENIED, DENIED))
                .when(CoreBranches::retried),
            core("held-by-temporal-cancelled")
                .given(w -> w.failing("database", 1, FailureType.DENIED, DENIED))
                .when(
                    (_, run) -> {
                      held(run);
                      run.cancel();
                    })));
  }

  private static void retried(World world, WorkflowStub run) {
    held(run);
    tell(run, "retry");
  }

  private static Stream<Branch> frozen() {
    return Stream.of(
        core("frozen-step").given(w -> w.failing("start", 1, FailureType.FROZEN, "frozen")),
        core("frozen-step-cancelled")
            .given(w -> w.failing("start", 1, FailureType.FROZEN, "frozen"))
            .given(w -> w.when("thaw", World::untilCancelled))
            .when(
                (world, run) -> {
                  world.awaitCall("thaw");
                  tell(run, "cancel");
                }),
        core("frozen-undo")
            .given(w -> w.failing("start", FailureType.SCRIPT_FAILED, "exit 1"))
            .given(w -> w.failing("remove", 1, FailureType.FROZEN, "frozen")));
  }
}
