package dev.berth.workflows;

import dev.berth.model.FailureType;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.core.RestartCore;
import dev.berth.workflows.operation.WorkflowIds;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.core.RestartCoreWorkflow}. */
final class RestartBranches {
  private static final ReadyCoreRequest REQUEST =
      new ReadyCoreRequest(
          OperationKind.RESTART_CORE,
          World.KEY,
          "us-east-1",
          Plan.DEDICATED,
          "slow",
          World.REQUESTER);

  private RestartBranches() {}

  private static Branch restart(String name) {
    return Branch.of(
        "restart-" + name, w -> w.stub(RestartCore.class, WorkflowIds.core(World.KEY)), REQUEST);
  }

  static Stream<Branch> all() {
    return Stream.of(forward(), refused(), cancelled(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> forward() {
    return Stream.of(
        restart("done"),
        restart("retried-by-itself").given(w -> w.stumbling("restart", 3)),
        restart("workers-lost").losingWorkersIn("restart"));
  }

  private static Stream<Branch> refused() {
    return Stream.of(
        restart("not-ready").failing("find-ready", FailureType.INVALID),
        restart("script-fails").failing("restart", FailureType.SCRIPT_FAILED),
        restart("instance-lost").failing("restart", FailureType.INSTANCE_LOST),
        restart("check-fails").failing("check", FailureType.SCRIPT_FAILED));
  }

  private static Stream<Branch> cancelled() {
    return Stream.of(
        restart("cancelled-before-the-first-step").cancelledAtOnce(),
        restart("cancelled-during-find").during("find-ready", Branch::cancel),
        restart("cancelled-during-restart").duringWait("restart", Branch::cancel),
        restart("cancelled-during-check").duringWait("check", Branch::cancel),
        restart("cancelled-by-temporal").duringWait("check", Branch::cancelByTemporal),
        restart("cancelled-too-late").during("settle core.restarted", Branch::cancelInVain));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(verb -> restart("held-" + verb).denied("restart").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            restart("held-skip").denied("check").answered("skip"),
            restart("held-deadline").failing("restart", FailureType.DENIED),
            restart("held-pivot").denied("settle core.restarted").answered("retry"),
            restart("held-close")
                .failing("restart", FailureType.SCRIPT_FAILED)
                .denied("close")
                .answered("retry"),
            restart("frozen-step").frozen("restart")));
  }
}
