package dev.berth.workflows;

import static dev.berth.workflows.Branch.host;
import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.tell;

import dev.berth.workflows.operation.FailureType;
import io.temporal.client.WorkflowStub;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.host.LaunchHostWorkflow}. */
final class HostBranches {
  private static final String DENIED = "AccessDenied: no policy";

  private HostBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), replaced(), unwound(), cancelled(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        host("ready"),
        host("settled-already").given(World::settledAlready),
        host("retried-by-itself").given(w -> w.stumbling("launch 1", 3)),
        host("workers-lost")
            .given(w -> w.lostIn("boot 1"))
            .when(
                (world, _) -> {
                  world.awaitCall("boot 1");
                  world.loseWorkers();
                }));
  }

  private static Stream<Branch> replaced() {
    Stream<Branch> lost =
        Stream.of("boot 1", "agent i-1", "prepare i-1")
            .map(
                wait ->
                    host(word(wait) + "-lost")
                        .given(w -> w.failing(wait, FailureType.INSTANCE_LOST, "gone")));
    return Stream.concat(
        lost,
        Stream.of(
            host("no-capacity")
                .given(w -> w.failing("launch 1", FailureType.OUT_OF_CAPACITY, "none in a")),
            host("prepare-fails")
                .given(w -> w.failing("prepare i-1", FailureType.SCRIPT_FAILED, "exit 1")),
            host("agent-late").given(w -> w.stumbling("agent i-1", Integer.MAX_VALUE)),
            host("agents-never-online").given(w -> w.stumbling("agent", Integer.MAX_VALUE))));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> unwanted =
        Stream.of("boot 1", "agent i-1", "prepare i-1", "settle 1")
            .map(
                step ->
                    host(word(step) + "-unwanted")
                        .given(w -> w.failing(step, FailureType.UNWANTED, "nobody")));
    Stream<Branch> invalid =
        Stream.of("claim", "request", "launch")
            .map(
                step ->
                    host(step + "-fails").given(w -> w.failing(step, FailureType.INVALID, "no")));
    return Stream.of(
            unwanted,
            invalid,
            Stream.of(
                host("terminate-fails")
                    .given(w -> w.failing("boot 1", FailureType.INSTANCE_LOST, "gone"))
                    .given(w -> w.failing("terminate 1", FailureType.DENIED, "not allowed"))))
        .flatMap(s -> s);
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        host("cancelled-during-launch")
            .given(w -> w.holdBack("launch 1"))
            .when(
                (world, run) -> {
                  world.awaitCall("launch 1");
                  tell(run, "cancel");
                  world.letGo("launch 1");
                }),
        host("cancelled-during-boot")
            .given(w -> w.when("boot 1", World::untilCancelled))
            .when(
                (world, run) -> {
                  world.awaitCall("boot 1");
                  tell(run, "cancel");
                }),
        host("cancelled-by-temporal")
            .given(w -> w.when("boot 1", World::untilCancelled))
            .when(
                (world, run) -> {
                  world.awaitCall("boot 1");
                  run.cancel();
                }),
        host("cancelled-too-late")
            .given(w -> w.holdBack("settle 1"))
            .when(
                (world, run) -> {
                  world.awaitCall("settle 1");
                  refused(run, "cancel", null);
                  world.letGo("settle 1");
                }));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(
                verb ->
                    host("held-" + verb)
                        .given(w -> w.failing("launch 1", 1, FailureType.DENIED, DENIED))
                        .when(
                            (_, run) -> {
                              held(run);
                              tell(run, verb);
                            }));
    return Stream.concat(
        answered,
        Stream.of(
            host("held-deadline").given(w -> w.failing("launch 1", FailureType.DENIED, DENIED)),
            host("held-unwanted")
                .given(w -> w.failing("launch 1", 1, FailureType.DENIED, DENIED))
                .given(w -> w.failing("unwanted?", FailureType.UNWANTED, "nobody needs host h1")),
            host("held-pivot")
                .given(w -> w.failing("settle 1", 1, FailureType.DENIED, DENIED))
                .when(HostBranches::retried),
            heldGiveUp("held-give-up"),
            heldGiveUp("held-give-up-unwanted")
                .given(w -> w.failing("unwanted?", FailureType.UNWANTED, "nobody needs host h1")),
            host("frozen-step").given(w -> w.failing("launch 1", 1, FailureType.FROZEN, "frozen")),
            host("frozen-undo")
                .given(w -> w.failing("boot 1", FailureType.INSTANCE_LOST, "gone"))
                .given(w -> w.failing("terminate 1", 1, FailureType.FROZEN, "frozen"))));
  }

  private static Branch heldGiveUp(String name) {
    return host(name)
        .given(w -> w.failing("launch 1", FailureType.INVALID, "no"))
        .given(w -> w.failing("give-up", 1, FailureType.DENIED, DENIED))
        .when(HostBranches::retried);
  }

  private static void retried(World world, WorkflowStub run) {
    held(run);
    tell(run, "retry");
  }

  /** A call's name without its number. */
  private static String word(String call) {
    return call.split(" ", 2)[0];
  }
}
