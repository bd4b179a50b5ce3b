package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.workflows.host.RetireHost;
import dev.berth.workflows.host.RetireHostWorkflow;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.host.Retirements;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.operation.State;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetireHostTest {
  private final Mocks mocks = new Mocks();
  private final Mocks.Running temporal = mocks.running(RetireHostWorkflow.class, new Retiring());
  private final RetireHost workflow = temporal.stub(RetireHost.class, "host/h1");

  /** Notes every call. */
  private final class Retiring implements Retirements {
    @Override
    public void claim(RetireRequest request, String operationId) {
      mocks.note("claim");
    }

    @Override
    public List<String> terminate(RetireRequest request) {
      mocks.note("terminate");
      return List.of("i-1");
    }

    @Override
    public void awaitTerminated(String region, List<String> instanceIds) {
      mocks.note("gone " + instanceIds);
    }

    @Override
    public void settle(
        RetireRequest request, String operationId, List<String> instanceIds, Receipt receipt) {
      mocks.note("settle " + receipt.steps().size());
    }
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void theHostIsClaimedBeforeAndSettledAfterItsInstancesAreTerminated() {
    assertThat(workflow.retire(request())).containsExactly("i-1");

    assertThat(mocks.calls).containsExactly("claim", "terminate", "gone [i-1]", "settle 3");
  }

  @Test
  void aHostThatCoresNeedIsLeftAloneAndTheOperationSaysSo() {
    mocks.when(
        "terminate",
        () -> {
          throw FailureType.IN_USE.terminal("a core lives there", null);
        });

    assertThatThrownBy(() -> workflow.retire(request()))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(mocks.calls).containsExactly("claim", "terminate", "close");
    assertThat(mocks.endings.getFirst().state()).isEqualTo(State.UNWOUND);
    assertThat(mocks.endings.getFirst().reason()).isEqualTo(FailureType.IN_USE);
  }

  @Test
  void inAFrozenRegionItWaitsAndLooksAgainOnceThatIsThawed() {
    mocks.failOnce("terminate", FailureType.FROZEN);

    workflow.retire(request());

    assertThat(mocks.calls)
        .containsExactly("claim", "terminate", "thaw", "terminate", "gone [i-1]", "settle 3");
  }

  @Test
  void aRefusalByAwsIsHeldForAnOperator() {
    mocks.failOnce("terminate", FailureType.DENIED);
    WorkflowStub run = WorkflowStub.fromTyped(workflow);
    run.start(request());

    assertThat(World.held(run).verbs()).contains("retry").doesNotContain("skip");
    World.tell(run, "retry");

    assertThat((Object) run.getResult(List.class)).isEqualTo(List.of("i-1"));
  }

  private static RetireRequest request() {
    return new RetireRequest("h1", "us-east-1", "dedicated", "orphan", "sweep", null);
  }
}
