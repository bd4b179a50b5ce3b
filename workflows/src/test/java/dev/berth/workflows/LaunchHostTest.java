package dev.berth.workflows;

import static dev.berth.workflows.World.hostRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.LaunchHost;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.operation.State;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchHostTest {
  private final World world = new World();
  private final LaunchHost workflow = world.launchHost();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void everyStepRunsInOrderAndTheResultIsTheHost() {
    Host host = workflow.launch(hostRequest());

    assertThat(host.instanceId()).isEqualTo("i-1");
    assertThat(world.calls)
        .containsExactly(
            "claim", "request 1", "launch 1", "boot 1", "agent i-1", "prepare i-1", "settle 1");
  }

  @Test
  void noCapacityIsAnsweredByTheNextNumberAndItsOwnToken() {
    world.when(
        "launch 1",
        () -> {
          throw FailureType.OUT_OF_CAPACITY.terminal("none in a", null);
        });

    assertThat(workflow.launch(hostRequest()).instanceId()).isEqualTo("i-2");

    assertThat(world.calls)
        .containsSubsequence("launch 1", "terminate 1", "request 2", "launch 2", "settle 2")
        .doesNotContain("give-up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot 1", "agent i-1", "prepare i-1"})
  void aBadInstanceIsTerminatedAndReplacedUnderTheSameHost(String step) {
    world.when(
        step,
        () -> {
          throw FailureType.INSTANCE_LOST.terminal("gone", null);
        });

    assertThat(workflow.launch(hostRequest()).instanceId()).isEqualTo("i-2");

    assertThat(world.calls).containsSubsequence(step, "terminate 1", "request 2", "settle 2");
  }

  @Test
  void anAgentThatNeverComesOnlineCostsItsTimeAndIsReplaced() {
    world.when(
        "agent i-1",
        () -> {
          throw FailureType.NOT_YET_VISIBLE.retryable("not online", null);
        });

    assertThat(workflow.launch(hostRequest()).instanceId()).isEqualTo("i-2");
  }

  @Test
  void aHostIsHeldAtItsDeadlineThenGivesUpAndSaysSoBeforeItIsTakenBack() {
    world.when(
        "agent",
        () -> {
          throw FailureType.NOT_YET_VISIBLE.retryable("not online", null);
        });

    assertThat(catchThrowable(() -> workflow.launch(hostRequest())))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls)
        .containsSubsequence("terminate 1", "operation.held", "give-up", "close");
    assertThat(world.calls.indexOf("give-up")).isLessThan(world.calls.lastIndexOf("terminate 4"));
    assertThat(world.endings.getFirst().state()).isEqualTo(State.UNWOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot 1", "agent i-1", "settle 1"})
  void aHostThatNobodyNeedsTakesItselfBack(String step) {
    world.when(
        step,
        () -> {
          throw FailureType.UNWANTED.terminal("nobody", null);
        });

    assertThat(catchThrowable(() -> workflow.launch(hostRequest())))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).endsWith(step, "give-up", "terminate 1", "close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.UNWANTED);
  }

  @Test
  void whatNeitherAnotherInstanceNorAnOperatorCanCureEndsTheLaunch() {
    world.when(
        "launch",
        () -> {
          throw FailureType.INVALID.terminal("no", null);
        });

    assertThatThrownBy(() -> workflow.launch(hostRequest()))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).endsWith("launch 1", "give-up", "terminate 1", "close");
  }

  @Test
  void anInstanceThatCannotBeTerminatedIsNamedInTheReceiptAndNotReplaced() {
    world.when(
        "boot 1",
        () -> {
          throw FailureType.INSTANCE_LOST.terminal("gone", null);
        });
    world.when(
        "terminate 1",
        () -> {
          throw FailureType.DENIED.terminal("not allowed", null);
        });

    assertThatThrownBy(() -> workflow.launch(hostRequest()))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).doesNotContain("request 2");
    assertThat(world.endings.getFirst().state()).isEqualTo(State.LEFT);
    assertThat(world.endings.getFirst().receipt().left())
        .containsExactly(new Receipt.Left("launch", "not allowed"));
  }

  @Test
  void aCancelTerminatesWhatWasLaunched() throws Exception {
    CountDownLatch booting = new CountDownLatch(1);
    world.when(
        "boot 1",
        () -> {
          booting.countDown();
          World.untilCancelled();
        });
    WorkflowStub run = WorkflowStub.fromTyped(workflow);
    run.start(hostRequest());
    booting.await();

    run.cancel();

    assertThatThrownBy(() -> run.getResult(Host.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.calls).endsWith("boot 1", "give-up", "terminate 1", "close");
  }

  @Test
  void aHostThatIsSettledAlreadyIsLeftAlone() {
    World other =
        new World() {
          @Override
          public Claim claim(HostRequest request, String operationId) {
            super.claim(request, operationId);
            return new Claim(true, HOST, 2, "core:1");
          }
        };
    try (other) {
      assertThat(other.launchHost().launch(hostRequest())).isEqualTo(World.HOST);
      assertThat(other.calls).containsExactly("claim");
    }
  }
}
