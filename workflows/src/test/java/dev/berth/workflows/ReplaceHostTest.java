package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Verb;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaceHostTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theOldInstanceEndsOnceTheNewOneWorksAndThenTheCoresStart() {
    WorkflowStub run = play("replace-done");

    assertThat(run.getResult(Host.class).instanceId()).isEqualTo("i-2");
    assertThat(world.calls.subList(0, 9))
        .containsExactly(
            "claim",
            "request 2",
            "launch 2",
            "boot 2",
            "agent i-2",
            "prepare i-2",
            "end",
            "gone i-1",
            "move 2");
    assertThat(world.calls.subList(9, 15))
        .containsExactlyInAnyOrder(
            "start", "check", "readdress c1", "start c2", "check c2", "readdress c2")
        .containsSubsequence("start", "check", "readdress c1")
        .containsSubsequence("start c2", "check c2", "readdress c2");
    assertThat(world.calls).endsWith("settle").hasSize(16);
    assertThat(World.progress(run))
        .extracting(Progress::index, Progress::of, Progress::state)
        .containsExactly(11, 11, OperationState.READY);
  }

  @Test
  void aHostWithoutAReadyCoreMovesAllTheSame() {
    assertReplaced(play("replace-no-core-was-ready"), "i-2");

    assertThat(world.calls).endsWith("move 2", "settle");
  }

  @Test
  void whenThereIsNothingToReplaceNothingIsDone() {
    assertThat(play("replace-nothing-to-replace").getResult(Host.class)).isNull();

    assertThat(world.calls).containsExactly("claim");
  }

  @Test
  void whileTheNewInstanceIsNotThereTheOldOneStays() {
    assertReplaced(play("replace-boot-lost"), "i-3");

    assertThat(world.calls).containsSubsequence("terminate 2", "request 3", "end");
    assertThat(world.calls).containsOnlyOnce("end");
  }

  @Test
  void withoutCapacityForTheNewInstanceAnotherPoolIsAskedAndNothingIsTakenBack() {
    assertReplaced(play("replace-no-capacity"), "i-3");

    assertThat(world.calls).containsSubsequence("launch 2", "request 3", "end");
    assertThat(world.calls).doesNotContain("terminate 2").containsOnlyOnce("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "launch", "boot"})
  void beforeTheOldOneEndsAFailureLeavesTheHostAsItWas(String step) {
    assertFails(play("replace-" + step + "-fails"));

    assertThat(world.calls).endsWith("give-up", "close").doesNotContain("end", "move 2");
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.UNWOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cancelled-during-launch", "cancelled-during-boot", "cancelled-by-temporal"})
  void beforeTheOldOneEndsACancelLeavesTheHostAsItWas(String branch) {
    assertFails(play("replace-" + branch));

    assertThat(world.calls).containsSubsequence("terminate 2", "give-up", "close");
    assertThat(world.calls).doesNotContain("end");
  }

  @Test
  void fromTheEndOfTheOldOneOnACancelComesTooLate() {
    assertReplaced(play("replace-cancelled-too-late"), "i-2");
  }

  @Test
  void notEvenTemporalsOwnCancelStopsItThen() {
    assertThatThrownBy(() -> play("replace-cancelled-by-temporal-too-late").getResult(Host.class))
        .isInstanceOf(WorkflowFailedException.class); // decision 005

    assertThat(world.calls).endsWith("settle").doesNotContain("give-up", "terminate 2", "close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-again", "lost-again-cancelled-too-late"})
  void aNewInstanceThatIsLostWithTheCoresIsReplacedToo(String branch) {
    assertReplaced(play("replace-" + branch), "i-3");

    assertThat(world.calls)
        .containsSubsequence("end", "move 2", "request 3", "end", "move 3", "settle")
        .doesNotContain("give-up", "close", "terminate 2");
  }

  @Test
  void withoutAWayBackNoDeadlineEndsTheSearchForAnInstance() {
    assertReplaced(play("replace-lost-again-agent-late"), "i-4");

    assertThat(world.calls).containsSubsequence("launch 3", "terminate 3", "launch 4", "move 4");
  }

  @Test
  void withoutAWayBackWhatIsRefusedIsHeldForAsLongAsItTakes() {
    WorkflowStub run = Branches.named("replace-lost-again-held").begin(world);

    Progress.Held held = World.held(run);
    assertThat(held.verbs()).containsExactly(Verb.RETRY);
    assertThat(held.until()).isNull();
    assertThat(held.reason()).isEqualTo(FailureType.INVALID);
    World.tell(run, "retry");

    assertReplaced(run, "i-3");
  }

  @Test
  void aCoreThatCannotStartKeepsNoOtherDownAndIsHeld() {
    WorkflowStub run = Branches.named("replace-held-core-skipped").begin(world);

    assertThat(World.held(run).verbs()).containsExactly(Verb.RETRY, Verb.SKIP);
    assertThat(world.calls).contains("readdress c1").doesNotContain("settle");
    World.tell(run, "skip");

    assertReplaced(run, "i-2");
    assertThat(world.calls).doesNotContain("readdress c2");
    assertThat(world.receipts.getFirst().skipped()).containsExactly("restart");
  }

  @Test
  void aCoreThatCanStartAfterAllDoesSoWithTheOthers() {
    assertReplaced(play("replace-held-core"), "i-2");

    assertThat(world.calls).contains("readdress c1", "readdress c2");
  }

  @Test
  void theEndOfTheOldInstanceNeedNotBeAwaited() {
    assertReplaced(play("replace-held-gone"), "i-2");
  }

  @Test
  void whoIsNotInChargeAnyMoreTakesNothingBack() {
    assertFails(play("replace-another-is-in-charge"));

    assertThat(world.calls).endsWith("move 2", "close").doesNotContain("terminate 2", "give-up");
  }

  @Test
  void aFreezeStopsItBeforeTheOldInstanceEnds() {
    assertReplaced(play("replace-frozen-end"), "i-2");

    assertThat(world.calls).containsSubsequence("end", "thaw", "end", "gone i-1");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertReplaced(WorkflowStub run, String instanceId) {
    assertThat(run.getResult(Host.class).instanceId()).isEqualTo(instanceId);
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(List.class)).isInstanceOf(WorkflowFailedException.class);
  }
}
