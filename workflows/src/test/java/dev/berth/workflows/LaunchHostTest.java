package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.workflows.host.Host;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchHostTest {
  private final World world = new World();

  @Test
  void theReceiptSaysWhichImageTheHostBootsFrom() {
    play("host-baked").getResult(Object.class);

    assertThat(world.receipts.getFirst().notes()).containsExactly("boots from image m1 (ami)");
  }

  @Test
  void anInstanceThatDoesNotGetFitIsCountedAgainstItsImage() {
    play("host-baked-unfit").getResult(Object.class);

    assertThat(world.calls).containsSubsequence("agent i-1", "unfit 1", "terminate 1", "launch 2");
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void everyStepRunsInOrderAndTheResultIsTheHost() {
    assertThat(play("host-ready").getResult(Host.class).instanceId()).isEqualTo("i-1");
    assertThat(world.calls)
        .containsExactly(
            "claim", "request 1", "launch 1", "boot 1", "agent i-1", "prepare i-1", "settle 1");
  }

  @Test
  void noCapacityIsAnsweredByTheNextNumberAndItsOwnTokenAndNothingIsTakenBack() {
    assertThat(play("host-no-capacity-in-two-zones").getResult(Host.class).instanceId())
        .isEqualTo("i-3");

    assertThat(world.calls)
        .containsSubsequence("launch 1", "request 2", "launch 2", "request 3", "launch 3")
        .doesNotContain("terminate 1", "terminate 2", "give-up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot", "agent", "prepare"})
  void aBadInstanceIsTerminatedAndReplacedUnderTheSameHost(String step) {
    assertThat(play("host-" + step + "-lost").getResult(Host.class).instanceId()).isEqualTo("i-2");

    assertThat(world.calls).containsSubsequence(call(step), "terminate 1", "request 2", "settle 2");
  }

  @Test
  void anAgentThatNeverComesOnlineCostsItsTimeAndIsReplaced() {
    assertThat(play("host-agent-late").getResult(Host.class).instanceId()).isEqualTo("i-2");
  }

  @Test
  void aHostIsHeldAtItsDeadlineThenGivesUpAndSaysSoBeforeItIsTakenBack() {
    assertFails(play("host-agents-never-online"));

    assertThat(world.calls)
        .containsSubsequence("terminate 1", "operation.held", "give-up", "close");
    assertThat(world.calls.indexOf("give-up")).isLessThan(world.calls.lastIndexOf("terminate 4"));
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.UNWOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot", "agent", "prepare", "settle"})
  void aHostThatNobodyNeedsTakesItselfBack(String step) {
    assertFails(play("host-" + step + "-unwanted"));

    assertThat(world.calls).endsWith(call(step), "give-up", "terminate 1", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.UNWANTED);
  }

  @Test
  void whatNeitherAnotherInstanceNorAnOperatorCanCureEndsTheLaunch() {
    assertFails(play("host-launch-fails"));

    assertThat(world.calls).endsWith("launch 1", "give-up", "terminate 1", "close");
  }

  @Test
  void aStoppedInstanceIsTakenBackAlsoWhenNobodyCameToStartIt() {
    assertFails(play("host-standby-request-fails"));

    assertThat(world.calls).endsWith("request 1", "give-up", "terminate 1", "close");
  }

  @Test
  void aStoppedInstanceIsTakenBackAlsoWhenTheLaunchIsCancelledBeforeItIsRequested() {
    assertFails(play("host-standby-cancelled-during-claim"));

    assertThat(world.calls)
        .endsWith("claim", "operation.cancelled", "give-up", "terminate 1", "close");
  }

  @Test
  void anInstanceThatCannotBeTerminatedIsNamedInTheReceiptAndNotReplaced() {
    assertFails(play("host-terminate-fails"));

    assertThat(world.calls).doesNotContain("request 2");
    assertThat(world.endings.getFirst().state()).isEqualTo(OperationState.LEFT);
    assertThat(world.endings.getFirst().receipt().left())
        .containsExactly(new Receipt.Left("launch", "not allowed"));
  }

  @Test
  void aCancelTerminatesWhatWasLaunched() {
    assertFails(play("host-cancelled-by-temporal"));

    assertThat(world.calls).endsWith("boot 1", "give-up", "terminate 1", "close");
  }

  @Test
  void aHostThatIsSettledAlreadyIsLeftAlone() {
    assertThat(play("host-settled-already").getResult(Host.class)).isEqualTo(World.HOST);

    assertThat(world.calls).containsExactly("claim");
  }

  @Test
  void workersThatAreLostCostAnAttemptAndNoInstance() {
    assertThat(play("host-workers-lost").getResult(Host.class).instanceId()).isEqualTo("i-1");

    assertThat(world.calls).containsSubsequence("launch 1", "boot 1", "boot 1", "settle 1");
    assertThat(world.calls).containsOnlyOnce("launch 1").doesNotContain("terminate 1");
  }

  private WorkflowStub play(String branch) {
    return Branches.play(world, branch);
  }

  private static void assertFails(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(Host.class)).isInstanceOf(WorkflowFailedException.class);
  }

  /** What a step asks of the first instance. */
  private String call(String step) {
    return world.calls.stream().filter(call -> call.startsWith(step)).findFirst().orElseThrow();
  }
}
