package dev.berth.workflows.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindRequest;
import dev.berth.workflows.launch.Launched.Busy;
import dev.berth.workflows.launch.Launched.Joined;
import dev.berth.workflows.launch.Launched.Started;
import dev.berth.workflows.operation.BerthAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No worker runs here: what is started stays open. */
class LauncherTest {
  private static final CoreKey KEY = new CoreKey("acme", "production");
  private static final Requester ANN = new Requester("ann", "r-1");

  private TestWorkflowEnvironment temporal;
  private Launcher launcher;
  private Runs runs;

  @BeforeEach
  void start() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    BerthAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    launcher = new Launcher(temporal.getWorkflowClient());
    runs = new Runs(temporal.getWorkflowClient());
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private static DeployRequest deploy(String region, Requester requester) {
    return new DeployRequest(KEY, region, Plan.PACKED, null, requester);
  }

  @Test
  void anOrderIsFoundByWhatItWorksOnAndSaysWhatItIs() {
    Launched launched = launcher.launch(deploy("us-east-1", ANN));

    Run run = runs.newest("core/acme/production").orElseThrow();
    assertThat(launched).isEqualTo(new Started(run.operationId()));
    assertThat(run.kind()).contains(OperationKind.DEPLOY_CORE);
    assertThat(run.attribute(BerthAttributes.CUSTOMER)).contains("acme");
    assertThat(run.attribute(BerthAttributes.ENVIRONMENT)).contains("production");
    assertThat(run.attribute(BerthAttributes.REGION)).contains("us-east-1");
    assertThat(run.attribute(BerthAttributes.PLAN)).contains("packed");
    assertThat(run.attribute(BerthAttributes.STATE)).contains("running");
    assertThat(run.memo(Memo.REQUESTER)).contains("ann");
    assertThat(run.memo(Memo.REQUEST_ID)).contains("r-1");
  }

  @Test
  void theSameRequestOfAnotherRequesterJoinsTheRun() {
    Launched first = launcher.launch(deploy("us-east-1", ANN));
    Launched second = launcher.launch(deploy("us-east-1", new Requester("bob", null)));

    assertThat(second).isEqualTo(new Joined(first.operationId()));
  }

  @Test
  void anotherRequestIsToldWhichOperationHoldsTheLock() {
    Launched first = launcher.launch(deploy("us-east-1", ANN));

    assertThat(launcher.launch(deploy("eu-west-1", ANN)))
        .isEqualTo(new Busy(first.operationId(), Optional.of(OperationKind.DEPLOY_CORE)));
  }

  @Test
  void anotherKindOnTheSameCoreIsBusyThoughItsWordsAreTheSame() {
    Launched first = launcher.launch(deploy("us-east-1", ANN));

    assertThat(launcher.launch(new UnwindRequest(deploy("us-east-1", ANN), "op-1")))
        .isEqualTo(new Busy(first.operationId(), Optional.of(OperationKind.DEPLOY_CORE)));
  }

  @Test
  void aRunThatBerthDidNotStartHoldsTheLockToo() {
    WorkflowExecution foreign =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub("Foreign", Launcher.options(deploy("us-east-1", ANN)).build())
            .start();

    assertThat(launcher.launch(deploy("us-east-1", ANN)))
        .isEqualTo(new Busy(foreign.getRunId(), Optional.empty()));
  }

  @Test
  void whatHasEndedIsStartedAgain() {
    Launched first = launcher.launch(deploy("us-east-1", ANN));
    WorkflowStub run = temporal.getWorkflowClient().newUntypedWorkflowStub("core/acme/production");
    run.terminate("by hand");

    assertThat(launcher.launch(deploy("us-east-1", ANN)))
        .isInstanceOf(Started.class)
        .isNotEqualTo(first);
  }
}
