package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static dev.berth.worker.deploy.Sweeping.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreState;
import dev.berth.model.HostState;
import dev.berth.model.OperationState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that were ended from outside, or that Temporal forgot. */
class SweepRunsTest extends Swept {
  @Test
  void aDeploymentThatWasTerminatedIsUnwoundAndItsHostGoesWithIt() {
    terminateWaiting();

    assertThat(outcome(sweep.twice(), Kind.TERMINATED)).startsWith("unwinds it");

    Operation unwound = ended();
    assertThat(unwound)
        .extracting(Operation::state, Operation::reason)
        .containsExactly(OperationState.UNWOUND, "terminated");
    assertThat(unwound.receipt()).contains("database", "secrets", "place");
    await().atMost(Duration.ofMinutes(1)).untilAsserted(outside::hasNothing);
    assertThat(unsettled()).isZero();
  }

  @Test
  void aDeploymentAndALaunchThatWereTerminatedLeaveNothing() {
    terminateWaiting();
    String host = berth.registry.hosts().list().getFirst().id();
    berth.temporal.newUntypedWorkflowStub("host/" + host).terminate("a test");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              sweep.pass();
              outside.hasNothing();
              assertThat(unsettled()).isZero();
            });

    assertThat(berth.registry.hosts().find(host).orElseThrow().state())
        .isEqualTo(HostState.RETIRED);
    assertThat(berth.registry.operations().running(Berth.REGION)).isEmpty();
  }

  @Test
  void aTerminatedDeploymentThatSomebodyAskedForAgainIsNotUnwound() {
    terminateWaiting();
    sweep.pass();
    outside.agentsComeOnline();

    Core core = core(berth.deploy("acme", "development"));
    SweepReport report = sweep.pass();

    assertThat(report.findings()).noneMatch(f -> f.kind() == Kind.TERMINATED);
    outside.answersOnlyToItsKey(core);
    assertThat(outcome(report, Kind.SECRET)).startsWith("waits"); // that of the first run
    assertThat(outcome(sweep.pass(), Kind.SECRET)).isEqualTo("deleted");
    outside.answersOnlyToItsKey(core);
    outside.leftNothingOver();
  }

  @Test
  void aDeploymentWhoseRunTemporalForgotIsStartedAgain() {
    WorkflowStub run = terminateWaiting();
    forget(run.getExecution());

    assertThat(outcome(sweep.twice(), Kind.MISSING)).startsWith("deploys it again");
    outside.agentsComeOnline();

    WorkflowStub again = berth.temporal.newUntypedWorkflowStub("core/acme/development");
    outside.answersOnlyToItsKey(again.getResult(Core.class));
    assertThat(berth.registry.cores().list())
        .extracting(CoreRecord::state)
        .containsExactly(CoreState.READY);
    outside.launchedExactly(1);
  }

  /** A deployment that waits for its host when its run is terminated. */
  private WorkflowStub terminateWaiting() {
    outside.agentsStayAway();
    WorkflowStub run = berth.deploy("acme", "development");
    outside.awaitLaunches(1);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                run.query("progress", dev.berth.workflows.operation.Progress.class)
                    .step()
                    .equals("host"));
    run.terminate("a test");
    return run;
  }

  private void forget(WorkflowExecution run) {
    berth
        .temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .deleteWorkflowExecution(
            DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(berth.temporal.getOptions().getNamespace())
                .setWorkflowExecution(run)
                .build());
    await() // Temporal deletes when it has the time
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              try {
                berth.temporal.newUntypedWorkflowStub(run.getWorkflowId()).describe();
                return false;
              } catch (WorkflowNotFoundException gone) {
                return true;
              }
            });
  }

  private Operation ended() {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> berth.registry.operations().newestOf("acme", "development").orElseThrow(),
            operation -> !operation.running());
  }

  private long unsettled() {
    return berth.registry.hosts().list().stream().filter(h -> h.unsettled()).count();
  }
}
