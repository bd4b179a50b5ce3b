package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.workflows.pool.PoolTask;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepPoolTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whatAPoolNeedsIsDoneInItsOrder() {
    keep("everything").getResult(Void.class);

    assertThat(world.calls).containsExactly("work?", "fill", "stop", "give up", "check pool");
  }

  @Test
  void anHourOfQuietEndsTheRun() {
    keep("quiet").getResult(Void.class);

    assertThat(world.calls).containsExactly("work?");
  }

  @Test
  void aHostThatIsNotFitIsGivenUpWithTheReason() {
    keep("unfit").getResult(Void.class);

    assertThat(world.pool.givenUp)
        .extracting(PoolTask::why)
        .containsExactly("not fit: no: check pool");
  }

  @Test
  void aHostThatNeverAnswersIsNotFit() {
    keep("silent").getResult(Void.class);

    assertThat(world.calls).endsWith("give up");
  }

  @Test
  void aHostThatIsGoneBeforeItIsStoppedIsGivenUp() {
    keep("gone-before-its-stop").getResult(Void.class);

    assertThat(world.calls).containsExactly("work?", "stop", "give up");
  }

  @Test
  void aHostThatDoesNotStopInItsTimeIsGivenUp() {
    keep("stop-hangs").getResult(Void.class);

    assertThat(world.calls).containsExactly("work?", "stop", "give up");
  }

  @Test
  void aCheckThatSaysNothingAboutTheHostTakesNoHostAway() {
    WorkflowStub run = keep("check-says-nothing");

    assertThatThrownBy(() -> run.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls).contains("check pool").doesNotContain("give up");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
  }

  @Test
  void whatCannotBeDoneKeepsNothingElseFromBeingDoneAndIsNotHidden() {
    WorkflowStub run = keep("one-fails");

    assertThatThrownBy(() -> run.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.pool.givenUp).hasSize(1);
    assertThat(world.calls).containsSubsequence("stop", "give up").doesNotContain("operation.held");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
  }

  @Test
  void aCancelledCheckTakesNoHostAway() {
    keep("cancelled-during-check");

    assertThat(world.calls).doesNotContain("give up");
  }

  @Test
  void inAFrozenRegionThePoolWaits() {
    keep("frozen").getResult(Void.class);

    assertThat(world.calls).containsExactly("work?", "stop", "thaw", "stop");
  }

  private WorkflowStub keep(String branch) {
    return Branches.play(world, "pool-" + branch);
  }
}
