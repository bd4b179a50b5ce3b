package dev.berth.workflows;

import static dev.berth.workflows.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreKey;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Placement;
import dev.berth.workflows.core.Plan;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.operation.State;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployCoreTest {
  private final World world = new World();
  private final DeployCore workflow = world.deployCore();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void everyStepRunsInOrderAndTheResultIsTheCore() {
    Core core = workflow.deploy(request());

    assertThat(core.address()).isEqualTo("127.0.0.9:3567");
    assertThat(world.calls)
        .containsExactly(
            "place", "ensure", "secrets", "database", "await", "start", "check", "register");
    assertThat(state()).isEqualTo("ready");
  }

  @Test
  void progressNamesTheStepsThatAreDoneAndTheirTimes() {
    workflow.deploy(request());

    Progress progress = World.progress(WorkflowStub.fromTyped(workflow));
    assertThat(progress.state()).isEqualTo("ready");
    assertThat(progress.finished())
        .extracting(Progress.Finished::step)
        .containsExactly(
            "place", "launch", "secrets", "database", "host", "start", "check", "register");
    assertThat(progress.of()).isEqualTo(8);
  }

  /**
   * Whatever step fails for good: all that was begun is taken back, the failed step's own undo
   * included, last first.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          place    | release
          ensure   | release
          secrets  | delete-secrets, release
          database | drop-database, delete-secrets, release
          await    | drop-database, delete-secrets, release
          start    | remove, drop-database, delete-secrets, release
          check    | remove, drop-database, delete-secrets, release
          """)
  void aStepThatFailsForGoodIsTakenBackWithAllBeforeIt(String step, String undos) {
    world.when(
        step,
        () -> {
          throw FailureType.INVALID.terminal("no: " + step, null);
        });

    Throwable failure = catchThrowable(() -> workflow.deploy(request()));

    assertThat(failure).isInstanceOf(WorkflowFailedException.class);
    List<String> expected = new java.util.ArrayList<>(List.of(undos.split(", ")));
    expected.add("close");
    assertThat(world.calls.subList(world.calls.indexOf(step) + 1, world.calls.size()))
        .isEqualTo(expected);
    Ending ending = world.endings.getFirst();
    assertThat(ending.state()).isEqualTo(State.UNWOUND);
    assertThat(ending.reason()).isEqualTo(FailureType.INVALID);
    assertThat(ending.message()).isEqualTo("no: " + step);
    assertThat(ending.receipt().clean()).isTrue();
    assertThat(state()).isEqualTo("unwound");
    assertThat(describe(BerthAttributes.REASON)).isEqualTo("invalid");
  }

  @Test
  void aFailureOfTheMomentIsRetriedAndNotSeenOutside() {
    int[] tries = {0};
    world.when(
        "database",
        () -> {
          if (tries[0]++ < 3) {
            throw FailureType.TRANSIENT.retryable("away", null);
          }
        });

    workflow.deploy(request());

    assertThat(world.calls.stream().filter("database"::equals)).hasSize(4);
    assertThat(world.endings).isEmpty();
  }

  @Test
  void aCancelDuringAWaitUnwindsAndEndsAsCancelled() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    world.when(
        "await",
        () -> {
          waiting.countDown();
          World.untilCancelled();
        });
    WorkflowStub run = WorkflowStub.fromTyped(workflow);
    run.start(request());
    waiting.await();

    run.cancel();

    assertThat(catchThrowable(() -> run.getResult(Core.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.CANCELLED);
    assertThat(state()).isEqualTo("unwound");
  }

  @Test
  void aCancelDuringRegisterComesTooLate() throws Exception {
    CountDownLatch registering = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    world.when(
        "register",
        () -> {
          registering.countDown();
          cancelled.await();
        });
    WorkflowStub run = WorkflowStub.fromTyped(workflow);
    run.start(request());
    registering.await();

    run.cancel();
    cancelled.countDown();

    // The SDK calls every run that was asked to cancel cancelled, whatever it did (decision 005):
    // the state tells the truth.
    assertThat(catchThrowable(() -> run.getResult(Core.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(world.calls).endsWith("register").doesNotContain("release", "remove");
    assertThat(world.endings).isEmpty();
    assertThat(state()).isEqualTo("ready");
  }

  @Test
  void aContainerThatCannotBeRemovedKeepsEverythingItUsesAndItsSlotIsQuarantined() {
    world.when(
        "check",
        () -> {
          throw FailureType.WRONG_CORE.terminal("somebody else", null);
        });
    world.when(
        "remove",
        () -> {
          throw FailureType.DENIED.terminal("no SSM", null);
        });

    assertThatThrownBy(() -> workflow.deploy(request()))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).endsWith("check", "remove", "quarantine", "close");
    Ending ending = world.endings.getFirst();
    assertThat(ending.state()).isEqualTo(State.LEFT);
    assertThat(ending.receipt().left())
        .extracting(Receipt.Left::step)
        .containsExactly("start", "database", "secrets", "place");
    assertThat(ending.receipt().left().getFirst().why()).isEqualTo("no SSM");
  }

  @Test
  void aDatabaseThatCannotBeDroppedDoesNotKeepTheSlot() {
    world.when(
        "start",
        () -> {
          throw FailureType.SCRIPT_FAILED.terminal("exit 1", null);
        });
    world.when(
        "drop-database",
        () -> {
          throw FailureType.DENIED.terminal("no admin", null);
        });

    assertThatThrownBy(() -> workflow.deploy(request()))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls)
        .endsWith("remove", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().receipt().left())
        .extracting(Receipt.Left::step)
        .containsExactly("database");
  }

  @Test
  void aCoreThatIsReadyAlreadyIsReturnedAndNothingElseHappens() {
    Core ready = new Core("c1", 1, "u", "a", "1", "/key");
    World other =
        new World() {
          @Override
          public Placement place(DeployOrder order) {
            super.place(order);
            return new Placement("c1", 1, null, 0, 0, null, 0, null, 0, ready);
          }
        };
    try (other) {
      assertThat(other.deployCore().deploy(request())).isEqualTo(ready);
      assertThat(other.calls).containsExactly("place");
    }
  }

  @Test
  void aRunIsFoundByItsSixAttributesAndExplainsItself() {
    workflow.deploy(
        new DeployRequest(
            new CoreKey("acme", "production"), "us-east-1", Plan.DEDICATED, null, "test", "r"));

    String details =
        WorkflowStub.fromTyped(workflow)
            .query("__temporal_workflow_metadata", io.temporal.api.sdk.v1.WorkflowMetadata.class)
            .getCurrentDetails();
    assertThat(details)
        .contains("**acme/production** ready")
        .contains("- place")
        .contains("- register");
  }

  private String state() {
    return describe(BerthAttributes.STATE);
  }

  private String describe(io.temporal.common.SearchAttributeKey<String> key) {
    return WorkflowStub.fromTyped(workflow).describe().getTypedSearchAttributes().get(key);
  }
}
