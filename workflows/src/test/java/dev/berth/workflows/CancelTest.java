package dev.berth.workflows;

import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.progress;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.request;
import static dev.berth.workflows.World.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.operation.OperationNote;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Berth's own cancel: a message that the run may refuse. And the brake, which parks runs. */
class CancelTest {
  private final World world = new World();
  private final WorkflowStub run = world.deployCore();

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aCancelUnwindsAndTheEndingSaysWhoAndWhy() {
    assertFails(play("core-cancelled-during-await"));

    assertThat(world.calls)
        .endsWith("operation.cancelled", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.CANCELLED);
    assertThat(world.endings.getFirst().message()).isEqualTo("cancelled by ops: we looked");
    assertThat(world.notes.getLast())
        .extracting(OperationNote::type, OperationNote::by, OperationNote::after)
        .containsExactly(EventType.OPERATION_CANCELLED, World.OPERATOR, OperationState.UNWINDING);
  }

  @Test
  void aSecondCancelAndOneDuringTheUnwindChangeNothingAndSaySo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    world.when("await", World::untilCancelled).when("drop-database", asked::await);
    run.start(request());
    await().until(() -> world.calls.contains("await"));
    tell(run, "cancel");
    await().until(() -> world.calls.contains("drop-database"));

    assertThat(refused(run, "cancel", null)).startsWith("unwinding: ");

    asked.countDown();
    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.endings).hasSize(1);
  }

  @Test
  void aCancelledRunWhoseEndingIsRefusedIsHeldUntilARetry() {
    world.when("await", World::untilCancelled).failing("close", 1, FailureType.DENIED, "no");
    run.start(request());
    await().until(() -> world.calls.contains("await"));
    tell(run, "cancel");
    held(run);

    tell(run, "retry");

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.endings).hasSize(1);
  }

  @Test
  void aRunThatIsHeldWhileItUnwindsIsUnwoundAlreadyAndCannotBeCancelled() {
    world
        .failing("start", 1, FailureType.SCRIPT_FAILED, "exit 1")
        .failing("close", 1, FailureType.DENIED, "no");
    run.start(request());
    held(run);

    assertThat(refused(run, "cancel", null)).startsWith("unwinding: ");

    tell(run, "retry");
    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.SCRIPT_FAILED);
  }

  @Test
  void aCancelAfterThePivotChangesNothingAndSaysSo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    world.when("register", asked::await);
    run.start(request());
    await().until(() -> world.calls.contains("register"));

    assertThat(refused(run, "cancel", null)).startsWith("too-late: ");

    asked.countDown();
    assertThat(run.getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls).endsWith("register");
  }

  @Test
  void aCancelBeforeTheFirstStepStartsNothing() {
    assertFails(play("core-cancelled-before-the-first-step"));

    assertThat(world.calls).containsExactly("operation.cancelled", "close");
  }

  /** A call that does not listen is waited for: an undo must never overtake its step. */
  @ParameterizedTest
  @CsvSource({"place,release", "secrets,delete-secrets", "database,drop-database"})
  void aCallUnderWayIsFinishedBeforeItIsTakenBack(String call, String undo) {
    assertFails(play("core-cancelled-during-" + call));

    assertThat(world.calls).containsSubsequence(call, "operation.cancelled", undo, "close");
    assertThat(world.endings.getFirst().receipt().clean()).isTrue();
  }

  @Test
  void aHeldRunCanBeCancelled() {
    assertFails(play("core-held-cancel"));

    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.CANCELLED);
    assertThat(world.calls).endsWith("drop-database", "delete-secrets", "release", "close");
  }

  @Test
  void aFrozenStepWaitsForTheThawAndRunsAgain() {
    assertThat(play("core-frozen-step").getResult(Core.class).coreId()).isEqualTo("c1");
    assertThat(world.calls).containsSubsequence("start", "thaw", "start", "check", "register");
    assertThat(world.notes).isEmpty();
  }

  @Test
  void anUndoWaitsForTheThawAndIsDoneThen() throws Exception {
    CountDownLatch thawed = new CountDownLatch(1);
    world
        .failing("start", 1, FailureType.SCRIPT_FAILED, "exit 1")
        .failing("remove", 1, FailureType.FROZEN, "us-east-1 is frozen")
        .when("thaw", thawed::await);
    run.start(request());
    await().until(() -> world.calls.contains("thaw"));
    assertThat(progress(run).state()).isEqualTo(OperationState.FROZEN);
    assertThat(progress(run).why()).contains("its region is frozen");

    thawed.countDown();

    assertThatThrownBy(() -> run.getResult(Core.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls)
        .endsWith(
            "remove", "thaw", "remove", "drop-database", "delete-secrets", "release", "close");
    assertThat(world.endings.getFirst().receipt().clean()).isTrue();
  }
}
