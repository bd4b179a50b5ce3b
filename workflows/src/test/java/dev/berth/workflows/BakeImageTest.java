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

class BakeImageTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void anImageIsProvenBeforeItIsCurrentAndBuilderAndProverAreGone() {
    assertBakes(play("bake-done"));

    assertThat(world.calls)
        .containsExactly(
            "claim",
            "find",
            "need hb",
            "host hb",
            "clean",
            "stop",
            "capture",
            "available",
            "dismiss hb",
            "need hp",
            "host hp",
            "prove",
            "dismiss hp",
            "settle ami-1");
    assertThat(world.receipts.getFirst().steps()).hasSize(13);
  }

  @Test
  void oneThatIsThereIsAdopted() {
    assertBakes(play("bake-there-already"));

    assertThat(world.calls).containsExactly("claim");
  }

  @Test
  void oneThatAnEarlierRunCapturedIsProvenAndNeverDropped() {
    assertBakes(play("bake-found"));
    assertThat(world.calls).doesNotContain("need hb", "capture").contains("prove");
  }

  @Test
  void whatAnotherRunCapturedIsLeftWhenItDoesNotProveGood() {
    assertFails(play("bake-found-and-unfit"));

    assertThat(world.calls).doesNotContain("drop").endsWith("give-up", "dismiss hp", "close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "need-fails | give-up, dismiss hb, close",
        "builder-fails | give-up, dismiss hb, close",
        "clean-fails | give-up, dismiss hb, close",
        "capture-fails | give-up, drop, dismiss hb, close",
        "image-fails | give-up, drop, dismiss hb, close",
        "prover-fails | give-up, dismiss hp, drop, dismiss hb, close",
        "proof-fails | give-up, dismiss hp, drop, dismiss hb, close",
        "cancelled-during-available | give-up, drop, dismiss hb, close",
      })
  void aBakeThatDoesNotEndWellTakesEverythingBack(String branch, String undos) {
    assertFails(play("bake-" + branch));

    assertThat(world.calls).endsWith(undos.split(", "));
    assertThat(world.endings.getFirst())
        .extracting(Ending::state)
        .isEqualTo(OperationState.UNWOUND);
  }

  @Test
  void whatCouldNotBeDroppedIsTold() {
    assertFails(play("bake-drop-fails"));

    assertThat(world.endings.getFirst())
        .extracting(Ending::state, Ending::reason)
        .containsExactly(OperationState.LEFT, FailureType.IMAGE_FAILED);
    assertThat(world.endings.getFirst().receipt().left().getFirst().step()).isEqualTo("capture");
  }

  @Test
  void inAFrozenRegionItWaits() {
    assertBakes(play("bake-frozen-step"));

    assertThat(world.calls).containsSubsequence("capture", "thaw", "capture");
  }

  @Test
  void whatIsNotCleanCannotBeSkippedToAnImage() {
    WorkflowStub run = Branches.named("bake-held-retry").begin(world);

    assertThat(World.held(run).verbs()).contains(Verb.RETRY, Verb.ABORT).doesNotContain(Verb.SKIP);
    World.tell(run, "retry");
    assertBakes(run);
  }

  @Test
  void anImageIsRetiredWithTheHostsOfItsBake() {
    play("retire-image-done").getResult(Object.class);

    assertThat(world.calls).containsExactly("claim", "dismiss hb", "deregister", "settle");
  }

  @Test
  void anImageThatIsNeededStays() {
    assertFails(play("retire-image-in-use"));

    assertThat(world.calls).containsExactly("claim", "close");
  }

  @Test
  void whateverIsDueIsStarted() {
    play("keep-images-everything").getResult(Object.class);

    assertThat(world.calls).containsExactly("plan", "start BAKE", "start RETIRE");
  }

  @Test
  void aWishThatCanNeverBeMetFailsAtOnce() {
    assertFails(play("keep-images-impossible"));

    assertThat(world.calls).doesNotContain("start BAKE");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertBakes(WorkflowStub run) {
    assertThat((Object) run.getResult(String.class)).isEqualTo("ami-1");
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);
  }
}
