package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Verb;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetireHostTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theHostIsClaimedBeforeAndSettledAfterItsInstancesAreTerminated() {
    assertRetires(play("retire-done"));

    assertThat(world.calls).containsExactly("claim", "terminate", "gone i-1", "settle");
    assertThat(world.receipts.getFirst().steps()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"claim", "terminate"})
  void aHostThatCoresNeedIsLeftAloneAndTheOperationSaysSo(String step) {
    assertFails(play("retire-" + step + "-in-use"));

    assertThat(world.calls).endsWith(step, "close");
    assertThat(world.endings.getFirst())
        .extracting(Ending::state, Ending::reason)
        .containsExactly(OperationState.UNWOUND, FailureType.IN_USE);
  }

  @Test
  void inAFrozenRegionItWaitsAndLooksAgainOnceThatIsThawed() {
    assertRetires(play("retire-frozen-step"));

    assertThat(world.calls)
        .containsExactly("claim", "terminate", "thaw", "terminate", "gone i-1", "settle");
  }

  @Test
  void aCancelInAFrozenRegionLeavesTheHostAlone() {
    assertFails(play("retire-frozen-step-cancelled"));

    assertThat(world.calls)
        .containsExactly("claim", "terminate", "thaw", "operation.cancelled", "close");
  }

  @Test
  void aRefusalByAwsIsHeldForAnOperator() {
    WorkflowStub run = Branches.named("retire-held-retry").begin(world);

    assertThat(World.held(run).verbs()).contains(Verb.RETRY).doesNotContain(Verb.SKIP);
    World.tell(run, "retry");

    assertRetires(run);
  }

  @Test
  void theEndOfAnInstanceNeedNotBeAwaited() {
    assertRetires(play("retire-held-skip"));

    assertThat(world.receipts.getFirst().skipped()).containsExactly("gone");
  }

  @Test
  void whatAnOperatorDoesNotCureInTimeIsLeftToTheNextSweep() {
    assertFails(play("retire-held-deadline"));

    assertThat(world.calls).doesNotContain("settle").endsWith("close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
  }

  @Test
  void aCancelStopsItWhereItIsAndTakesNothingBack() {
    assertFails(play("retire-cancelled-during-gone"));

    assertThat(world.calls)
        .containsExactly("claim", "terminate", "gone i-1", "operation.cancelled", "close");
    Receipt receipt = world.endings.getFirst().receipt();
    assertThat(receipt.steps()).hasSize(2);
    assertThat(receipt.undone()).isEmpty();
  }

  @Test
  void whileItIsSettledACancelComesTooLate() {
    assertRetires(play("retire-cancelled-too-late"));
  }

  @Test
  void workersThatAreLostCostAnAttempt() {
    assertRetires(play("retire-workers-lost"));

    assertThat(world.calls).containsExactly("claim", "terminate", "gone i-1", "gone i-1", "settle");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertRetires(WorkflowStub run) {
    assertThat((Object) run.getResult(List.class)).isEqualTo(List.of("i-1"));
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(List.class)).isInstanceOf(WorkflowFailedException.class);
  }
}
