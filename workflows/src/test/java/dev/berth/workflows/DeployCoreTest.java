package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.model.StepTime;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Progress;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployCoreTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void everyStepRunsInOrderAndTheResultIsTheCore() {
    Core core = play("core-ready").getResult(Core.class);

    assertThat(core.address()).isEqualTo("127.0.0.9:3567");
    assertThat(world.calls)
        .containsExactly(
            "place", "ensure", "secrets", "database", "await", "start", "check", "register");
    assertThat(state()).isEqualTo("ready");
  }

  @Test
  void progressNamesTheStepsThatAreDoneAndTheirTimes() {
    Progress progress = World.progress(play("core-ready"));

    assertThat(progress.state()).isEqualTo(OperationState.READY);
    assertThat(progress.finished())
        .extracting(StepTime::step)
        .containsExactly(
            "place", "launch", "secrets", "database", "host", "start", "check", "register");
    assertThat(progress.of()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "check", "register"})
  void aCoreWhoseHostIsLostKeepsItsSlotAndStartsOnTheNextInstance(String step) {
    Core core = play("core-" + step + "-lost").getResult(Core.class);

    assertThat(core.address()).isEqualTo("127.0.0.10:3567");
    assertThat(world.calls.subList(world.calls.indexOf(step), world.calls.size()))
        .containsExactly(step, "remove", "replaced? i-1", "start", "check", "register");
    assertThat(state()).isEqualTo("ready");
  }

  @Test
  void aHostMayBeLostMoreThanOnce() {
    assertThat(play("core-start-lost-twice").getResult(Core.class).coreId()).isEqualTo("c1");

    assertThat(world.calls).containsSubsequence("replaced? i-1", "start", "replaced? i-2", "start");
  }

  @Test
  void aRegistrationThatCameTooLateForItsHostCanBeCancelledAgain() {
    assertFails(play("core-cancelled-after-register-lost"));

    assertThat(world.calls)
        .endsWith("operation.cancelled", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.CANCELLED);
  }

  @Test
  void aHostThatIsNotReplacedUnwindsItsCores() {
    assertFails(play("core-replacement-fails"));

    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.HOST_FAILED);
    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
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
    assertFails(play("core-" + step + "-fails"));

    List<String> expected = new java.util.ArrayList<>(List.of(undos.split(", ")));
    expected.add("close");
    assertThat(world.calls.subList(world.calls.indexOf(step) + 1, world.calls.size()))
        .isEqualTo(expected);
    Ending ending = world.endings.getFirst();
    assertThat(ending.state()).isEqualTo(OperationState.UNWOUND);
    assertThat(ending.reason()).isEqualTo(FailureType.INVALID);
    assertThat(ending.message()).isEqualTo("no: " + step);
    assertThat(ending.receipt().clean()).isTrue();
    assertThat(state()).isEqualTo("unwound");
    assertThat(world.attribute(BerthAttributes.REASON)).isEqualTo("invalid");
  }

  @Test
  void aFailureOfTheMomentIsRetriedAndNotSeenOutside() {
    play("core-retried-by-itself");

    assertThat(world.calls.stream().filter("database"::equals)).hasSize(4);
    assertThat(world.endings).isEmpty();
  }

  @Test
  void workersThatAreLostCostAnAttemptAndNothingElse() {
    assertThat(play("core-workers-lost").getResult(Core.class).coreId()).isEqualTo("c1");

    assertThat(world.calls).endsWith("await", "start", "start", "check", "register");
  }

  @Test
  void aCancelDuringAWaitUnwindsAndEndsAsCancelled() {
    WorkflowStub run = play("core-cancelled-by-temporal");

    assertThat(catchThrowable(() -> run.getResult(Core.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.CANCELLED);
    assertThat(state()).isEqualTo("unwound");
  }

  @Test
  void aCancelDuringRegisterComesTooLate() {
    WorkflowStub run = play("core-cancelled-by-temporal-too-late");

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
    assertFails(play("core-remove-fails"));

    assertThat(world.calls).endsWith("check", "remove", "quarantine", "close");
    Ending ending = world.endings.getFirst();
    assertThat(ending.state()).isEqualTo(OperationState.LEFT);
    assertThat(ending.receipt().left())
        .extracting(Receipt.Left::step)
        .containsExactly("start", "database", "secrets", "place");
    assertThat(ending.receipt().left().getFirst().why()).isEqualTo("no: remove");
  }

  @Test
  void aDatabaseThatCannotBeDroppedDoesNotKeepTheSlot() {
    assertFails(play("core-drop-database-fails"));

    assertThat(world.calls)
        .endsWith("remove", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().receipt().left())
        .extracting(Receipt.Left::step)
        .containsExactly("database");
  }

  @Test
  void aCoreThatIsReadyAlreadyIsReturnedAndNothingElseHappens() {
    Core core = play("core-ready-already").getResult(Core.class);

    assertThat(core.version()).isEqualTo("ready before");
    assertThat(world.calls).containsExactly("place");
  }

  @Test
  void aRunIsFoundByItsSixAttributesAndExplainsItself() {
    WorkflowStub run = play("core-ready");

    String details =
        run.query("__temporal_workflow_metadata", io.temporal.api.sdk.v1.WorkflowMetadata.class)
            .getCurrentDetails();
    assertThat(details)
        .contains("**acme/production** ready")
        .contains("- place")
        .contains("- register");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
  }

  private String state() {
    return world.attribute(BerthAttributes.STATE);
  }
}
