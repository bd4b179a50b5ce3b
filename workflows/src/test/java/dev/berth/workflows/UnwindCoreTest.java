package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Verb;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnwindCoreTest {
  private static final String[] EVERY_UNDO = {
    "remove", "drop-database", "delete-secrets", "release", "close"
  };

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void everyUndoOfADeploymentRunsInReverseOrderAndItsOwnOperationIsClosed() {
    fails("unwind-all");

    assertThat(world.calls).startsWith("find op-1").endsWith(EVERY_UNDO).hasSize(6);
    assertThat(world.endings.getFirst())
        .extracting(Ending::operationId, Ending::state, Ending::reason)
        .containsExactly("op-1", OperationState.UNWOUND, FailureType.TERMINATED);
  }

  @Test
  void withoutAReadyHostNothingWasStarted() {
    fails("unwind-host-gone");

    assertThat(world.calls).doesNotContain("remove").contains("drop-database", "release");
  }

  @Test
  void withoutASlotOnlyTheOperationIsClosed() {
    fails("unwind-nothing-held");

    assertThat(world.calls).containsExactly("find op-1", "release", "close");
  }

  @Test
  void aContainerThatCannotBeRemovedKeepsItsSlotFromEverybody() {
    fails("unwind-remove-fails");

    assertThat(world.calls).containsExactly("find op-1", "remove", "quarantine", "close");
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.LEFT);
  }

  /** Else it would close its operation, and what is left would not be taken back. */
  @ParameterizedTest
  @ValueSource(
      strings = {"cancelled-before-the-first-step", "cancelled-too-late", "cancelled-by-temporal"})
  void noCancelKeepsItFromTakingEverythingBack(String cancelled) {
    fails("unwind-" + cancelled);

    assertThat(world.calls).endsWith(EVERY_UNDO);
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.UNWOUND);
  }

  @Test
  void untilTheRegistrySaysWhatIsLeftItIsHeldAndNothingElseHelps() {
    WorkflowStub run = Branches.named("unwind-held-find").begin(world);

    assertThat(World.held(run))
        .extracting(Progress.Held::step, Progress.Held::verbs, Progress.Held::until)
        .containsExactly("place", List.of(Verb.RETRY), null);
    World.tell(run, "retry");

    assertThatThrownBy(() -> run.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls).endsWith(EVERY_UNDO);
  }

  @Test
  void inAFrozenRegionTheUndoWaits() {
    fails("unwind-frozen-undo");

    assertThat(world.calls).containsSubsequence("remove", "thaw", "remove", "drop-database");
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.UNWOUND);
  }

  private void fails(String branch) {
    assertThatThrownBy(() -> Branches.play(world, branch).getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
  }
}
