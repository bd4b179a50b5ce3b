package dev.berth.workflows;

import static dev.berth.workflows.Branch.host;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.host.LaunchHostWorkflow}. */
final class HostBranches {
  private HostBranches() {}

  static Stream<Branch> all() {
    return Stream.of(forward(), replaced(), unwound(), cancelled(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        host("ready"),
        host("settled-already").given(World::settledAlready),
        host("retried-by-itself").given(w -> w.stumbling("launch 1", 3)),
        host("workers-lost").losingWorkersIn("boot 1"));
  }

  private static Stream<Branch> replaced() {
    Stream<Branch> lost =
        Stream.of("boot 1", "agent i-1", "prepare i-1")
            .map(wait -> host(word(wait) + "-lost").failing(wait, FailureType.INSTANCE_LOST));
    return Stream.concat(
        lost,
        Stream.of(
            host("no-capacity").failing("launch 1", FailureType.OUT_OF_CAPACITY),
            host("no-capacity-in-two-zones")
                .failing("launch 1", FailureType.OUT_OF_CAPACITY)
                .failing("launch 2", FailureType.OUT_OF_CAPACITY),
            host("baked").given(World::hasAnImage),
            host("baked-unfit")
                .given(World::hasAnImage)
                .failing("agent i-1", FailureType.INSTANCE_LOST),
            host("prepare-fails").failing("prepare i-1", FailureType.SCRIPT_FAILED),
            host("agent-late").given(w -> w.stumbling("agent i-1", Integer.MAX_VALUE)),
            host("agents-never-online").given(w -> w.stumbling("agent", Integer.MAX_VALUE))));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> unwanted =
        Stream.of("boot 1", "agent i-1", "prepare i-1", "settle 1")
            .map(step -> host(word(step) + "-unwanted").failing(step, FailureType.UNWANTED));
    Stream<Branch> invalid =
        Stream.of("claim", "request", "launch")
            .map(step -> host(step + "-fails").failing(step, FailureType.INVALID));
    return Stream.of(
            unwanted,
            invalid,
            Stream.of(
                host("standby-request-fails")
                    .given(World::standingBy)
                    .failing("request", FailureType.INVALID),
                host("terminate-fails")
                    .failing("boot 1", FailureType.INSTANCE_LOST)
                    .given(w -> w.failing("terminate 1", FailureType.DENIED, "not allowed"))))
        .flatMap(s -> s);
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        host("standby-cancelled-during-claim")
            .given(World::standingBy)
            .during("claim", Branch::cancel),
        host("cancelled-during-launch").during("launch 1", Branch::cancel),
        host("cancelled-during-boot").duringWait("boot 1", Branch::cancel),
        host("cancelled-by-temporal").duringWait("boot 1", Branch::cancelByTemporal),
        host("cancelled-too-late").during("settle 1", Branch::cancelInVain));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(verb -> host("held-" + verb).denied("launch 1").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            host("held-deadline").failing("launch 1", FailureType.DENIED),
            host("held-unwanted")
                .denied("launch 1")
                .given(w -> w.failing("unwanted?", FailureType.UNWANTED, "nobody needs host h1")),
            host("held-pivot").denied("settle 1").answered("retry"),
            noRoom("no-room"),
            noRoom("no-room-retry")
                .given(w -> w.stumbling("quota?", Integer.MAX_VALUE))
                .answered("retry"),
            noRoom("no-room-unwanted").failing("quota?", FailureType.UNWANTED),
            host("over-quota-retry")
                .given(w -> w.failing("launch 1", 1, FailureType.OVER_QUOTA, "VcpuLimitExceeded"))
                .answered("retry"),
            heldGiveUp("held-give-up"),
            heldGiveUp("held-give-up-unwanted")
                .given(w -> w.failing("unwanted?", FailureType.UNWANTED, "nobody needs host h1")),
            host("frozen-step").frozen("launch 1"),
            host("frozen-undo")
                .failing("boot 1", FailureType.INSTANCE_LOST)
                .frozen("terminate 1")));
  }

  private static Branch noRoom(String name) {
    return host(name)
        .given(w -> w.failing("request 1", 1, FailureType.OVER_QUOTA, "5 of 5 are used"));
  }

  private static Branch heldGiveUp(String name) {
    return host(name).failing("launch 1", FailureType.INVALID).denied("give-up").answered("retry");
  }

  /** A call's name without its number. */
  private static String word(String call) {
    return call.split(" ", 2)[0];
  }
}
