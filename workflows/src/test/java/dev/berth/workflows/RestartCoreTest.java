package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Verb;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartCoreTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theCoreIsCheckedBeforeItsRestartIsSettled() {
    assertRestarts(play("restart-done"));

    assertThat(world.calls)
        .containsExactly("find-ready", "restart", "check", "settle core.restarted");
    assertThat(world.receipts.getFirst().steps()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "not-ready, find-ready, INVALID",
    "script-fails, restart, SCRIPT_FAILED",
    "instance-lost, restart, INSTANCE_LOST",
    "check-fails, check, SCRIPT_FAILED"
  })
  void aDefiniteNoEndsItAtOnce(String branch, String call, FailureType reason) {
    assertFails(play("restart-" + branch));

    assertThat(world.calls).endsWith(call, "close");
    assertThat(world.endings.getFirst())
        .extracting(Ending::state, Ending::reason)
        .containsExactly(OperationState.UNWOUND, reason);
  }

  @Test
  void theRestartIsHeldForAnOperatorAndCannotBeSkipped() {
    WorkflowStub run = Branches.named("restart-held-retry").begin(world);

    assertThat(World.held(run).verbs()).contains(Verb.RETRY).doesNotContain(Verb.SKIP);
    World.tell(run, "retry");

    assertRestarts(run);
    assertThat(world.calls).containsSubsequence("restart", "restart", "check");
  }

  @Test
  void theCheckCanBeSkipped() {
    assertRestarts(play("restart-held-skip"));

    assertThat(world.receipts.getFirst().skipped()).containsExactly("check");
  }

  @Test
  void inAFrozenRegionItWaits() {
    assertRestarts(play("restart-frozen-step"));

    assertThat(world.calls)
        .containsExactly(
            "find-ready", "restart", "thaw", "restart", "check", "settle core.restarted");
  }

  @Test
  void aCancelStopsItAndTakesNothingBack() {
    assertFails(play("restart-cancelled-during-check"));

    assertThat(world.calls)
        .containsExactly("find-ready", "restart", "check", "operation.cancelled", "close");
    assertThat(world.endings.getFirst().receipt().undone()).isEmpty();
  }

  @Test
  void whileItIsSettledACancelComesTooLate() {
    assertRestarts(play("restart-cancelled-too-late"));
  }

  @Test
  void workersThatAreLostCostAnAttempt() {
    assertRestarts(play("restart-workers-lost"));

    assertThat(world.calls)
        .containsExactly("find-ready", "restart", "restart", "check", "settle core.restarted");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private void assertRestarts(WorkflowStub run) {
    run.getResult(Void.class);
    assertThat(world.endings).isEmpty();
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
  }
}
