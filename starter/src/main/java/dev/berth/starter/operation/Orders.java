package dev.berth.starter.operation;

import dev.berth.client.api.ProblemCode;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Launched;
import dev.berth.workflows.launch.Launched.Busy;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.Order;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Starts what callers ask for. The same request joins the run that carries it out already. */
@Singleton
public final class Orders {
  private final Launcher launcher;
  private final LiveRuns runs;

  Orders(WorkflowClient client, LiveRuns runs) {
    this.launcher = new Launcher(client);
    this.runs = runs;
  }

  /**
   * The run that carries out this order: a new one, or one that was started for the same.
   *
   * @throws Refusal when another operation holds the lock, or when the one that was asked for is
   *     being taken back
   */
  public Run start(Order order) {
    Launched launched = launcher.launch(order);
    Run run = runs.ofOperation(order.workflowId(), launched.operationId()).orElseThrow();
    boolean sameKind = run.kind().equals(Optional.of(order.kind()));
    if (sameKind && run.state() == OperationState.UNWINDING) {
      throw Refusal.of(
          ProblemCode.UNWINDING,
          "Operation %s (%s %s) failed and is being taken back. Ask again when it has ended."
              .formatted(run.operationId(), order.kind().word(), order.subject()));
    }
    if (launched instanceof Busy) {
      throw busy(order, run, sameKind);
    }
    return run;
  }

  private static Refusal busy(Order order, Run holder, boolean sameKind) {
    return sameKind
        ? Refusal.of(
            ProblemCode.DIFFERENT_REQUEST_RUNS,
            "Operation %s (%s %s) is under way for a different request. Wait until it has ended, or ask for the same."
                .formatted(holder.operationId(), order.kind().word(), order.subject()))
        : Refusal.of(
            ProblemCode.OPERATION_RUNS,
            "Operation %s (%s) works on %s; nothing was started. Ask again when it has ended."
                .formatted(
                    holder.operationId(),
                    holder.kind().map(OperationKind::word).orElse("not one of Berth's"),
                    order.subject()));
  }
}
