package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployCore.CoreStep;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placed;
import dev.berth.workflows.core.Secrets;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Step;
import dev.berth.workflows.operation.Steps;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the replay of a release's history says of a change: a small deployment, and its successors.
 * docs/changing-workflows.md is written after this.
 */
class ChangeTest {
  private static WorkflowExecutionHistory released;

  @BeforeAll
  static void aReleaseRuns() {
    try (World world = new World(Released.class)) {
      String id = Branches.play(world, "core-ready").getExecution().getWorkflowId();
      released = world.temporal.getWorkflowClient().fetchHistory(id);
    }
  }

  @AfterAll
  static void forget() {
    released = null;
  }

  @Test
  void theSameStepsReplay() {
    passes(Released.class);
  }

  @Test
  void twoStepsThatChangedPlacesAreCaught() {
    isCaught(Reordered.class);
  }

  @Test
  void aStepThatWasAddedIsCaught() {
    isCaught(Added.class);
  }

  @Test
  void aStepThatWasAddedBehindAVersionPasses() {
    passes(AddedBehindVersion.class);
  }

  @Test
  void aStepThatWasTakenAwayIsCaught() {
    isCaught(Removed.class);
  }

  @Test
  void anotherInputOrTimeoutIsNotCaught() {
    passes(OtherInput.class);
  }

  private static void passes(Class<?> workflow) {
    assertThatCode(() -> replay(workflow)).doesNotThrowAnyException();
  }

  private static void isCaught(Class<?> workflow) {
    assertThatThrownBy(() -> replay(workflow)).hasStackTraceContaining("NonDeterministicException");
  }

  private static void replay(Class<?> workflow) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      WorkflowReplayer.replayWorkflowExecution(released, ReplayTest.worker(environment, workflow));
    }
  }

  /** Four steps of a deployment. */
  public static class Released implements DeployCore {
    final DeployRequest request;
    final String operationId = Steps.thisOperation();
    final Steps steps;
    final CoreRegistry registry = ActivityPolicies.stub(CoreRegistry.class, "test");
    final Hosts hosts = ActivityPolicies.stub(Hosts.class, "test");
    final Secrets secrets = ActivityPolicies.stub(Secrets.class, "test");
    final Databases databases = ActivityPolicies.stub(Databases.class, "test");

    @WorkflowInit
    public Released(DeployRequest request) {
      this.request = request;
      steps = Steps.of(request, CoreStep.class, HoldRule.CURABLE);
    }

    @Override
    public Core deploy(DeployRequest ignored) {
      return steps.operate(
          () -> {
            Placed.Slot placed =
                (Placed.Slot) steps.run(CoreStep.PLACE, () -> registry.place(request, operationId));
            Deployment core = new Deployment(request, operationId, placed.placement());
            between(core);
            return steps.pivot(
                CoreStep.REGISTER, () -> registry.register(core, "address", steps.receipt()));
          });
    }

    void between(Deployment core) {
      secrets(core);
      database(core);
    }

    void secrets(Deployment core) {
      steps.run(
          Step.of(CoreStep.SECRETS, () -> secrets.create(core)).undo(() -> secrets.delete(core)));
    }

    void database(Deployment core) {
      steps.run(
          Step.of(CoreStep.DATABASE, () -> databases.create(core))
              .undo(() -> databases.drop(core)));
    }

    void ensure(Deployment core) {
      steps.run(CoreStep.LAUNCH, () -> hosts.ensure(core.placement().hostId()));
    }
  }

  /** Database before secrets. */
  public static class Reordered extends Released {
    @WorkflowInit
    public Reordered(DeployRequest request) {
      super(request);
    }

    @Override
    void between(Deployment core) {
      database(core);
      secrets(core);
    }
  }

  /** A step in the middle. */
  public static class Added extends Released {
    @WorkflowInit
    public Added(DeployRequest request) {
      super(request);
    }

    @Override
    void between(Deployment core) {
      secrets(core);
      ensure(core);
      database(core);
    }
  }

  /** The same for runs that begin from now on. */
  public static class AddedBehindVersion extends Released {
    @WorkflowInit
    public AddedBehindVersion(DeployRequest request) {
      super(request);
    }

    @Override
    void between(Deployment core) {
      secrets(core);
      if (Workflow.getVersion("ensure", Workflow.DEFAULT_VERSION, 1) >= 1) {
        ensure(core);
      }
      database(core);
    }
  }

  /** No database. */
  public static class Removed extends Released {
    @WorkflowInit
    public Removed(DeployRequest request) {
      super(request);
    }

    @Override
    void between(Deployment core) {
      secrets(core);
    }
  }

  /** Another input for the secrets, and another time for them. */
  public static class OtherInput extends Released {
    private final Secrets launched =
        Workflow.newActivityStub(
            Secrets.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.LAUNCHES)
                .setStartToCloseTimeout(Duration.ofHours(1))
                .build());

    @WorkflowInit
    public OtherInput(DeployRequest request) {
      super(request);
    }

    @Override
    void secrets(Deployment core) {
      steps.run(
          Step.of(CoreStep.SECRETS, () -> launched.create(null)).undo(() -> launched.delete(null)));
    }
  }
}
