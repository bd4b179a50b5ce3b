package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.Cores;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placement;
import dev.berth.workflows.core.Secrets;
import dev.berth.workflows.core.Stranded;
import dev.berth.workflows.core.StrandedCores;
import dev.berth.workflows.core.UnwindCore;
import dev.berth.workflows.core.UnwindCoreWorkflow;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.operation.State;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnwindCoreTest {
  private static final Placement SLOT =
      new Placement("c1", 1, "h1", 0, 3567, "main", 10, "core:1", 256, null);

  private final Mocks mocks = new Mocks();
  private final Mocks.Running temporal =
      mocks.running(UnwindCoreWorkflow.class, new Outside(), new DatabasesOutside());
  private final UnwindCore workflow = temporal.stub(UnwindCore.class, World.KEY.workflowId());
  private Stranded left = new Stranded(SLOT, World.HOST);

  /** Notes every call; the forward ones must not come. */
  private final class Outside implements StrandedCores, CoreRegistry, Secrets, Cores {
    @Override
    public Stranded find(DeployOrder order) {
      mocks.note("find " + order.operationId());
      return left;
    }

    @Override
    public Placement place(DeployOrder order) {
      throw new AssertionError("place");
    }

    @Override
    public void release(DeployOrder order) {
      mocks.note("release");
    }

    @Override
    public void quarantine(DeployOrder order) {
      mocks.note("quarantine");
    }

    @Override
    public Core register(Deployment deployment, String address, Receipt receipt) {
      throw new AssertionError("register");
    }

    @Override
    public String create(Deployment deployment) {
      throw new AssertionError("create");
    }

    @Override
    public void delete(Deployment deployment) {
      mocks.note("delete-secrets");
    }

    @Override
    public String start(Deployment deployment, Host host) {
      throw new AssertionError("start");
    }

    @Override
    public void remove(Deployment deployment, Host host) {
      mocks.note("remove");
    }

    @Override
    public void check(Deployment deployment, String address) {
      throw new AssertionError("check");
    }
  }

  /** Apart, because its method names are those of the secrets. */
  private final class DatabasesOutside implements Databases {
    @Override
    public void create(Deployment deployment) {
      throw new AssertionError("create");
    }

    @Override
    public void drop(Deployment deployment) {
      mocks.note("drop-database");
    }
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void everyUndoOfADeploymentRunsInReverseOrderAndItsOwnOperationIsClosed() {
    fails();

    assertThat(mocks.calls)
        .containsExactly(
            "find op-1", "remove", "drop-database", "delete-secrets", "release", "close");
    assertThat(mocks.endings.getFirst())
        .extracting(Ending::operationId, Ending::state, Ending::reason)
        .containsExactly("op-1", State.UNWOUND, FailureType.TERMINATED);
  }

  @Test
  void withoutAReadyHostNothingWasStarted() {
    left = new Stranded(SLOT, null);

    fails();

    assertThat(mocks.calls).doesNotContain("remove").contains("drop-database", "release");
  }

  @Test
  void withoutASlotOnlyTheOperationIsClosed() {
    left = new Stranded(null, null);

    fails();

    assertThat(mocks.calls).containsExactly("find op-1", "release", "close");
  }

  @Test
  void aContainerThatCannotBeRemovedKeepsItsSlotFromEverybody() {
    mocks.failOnce("remove", FailureType.DENIED);

    fails();

    assertThat(mocks.calls).containsExactly("find op-1", "remove", "quarantine", "close");
    assertThat(mocks.endings.getFirst().state()).isEqualTo(State.LEFT);
  }

  private void fails() {
    assertThatThrownBy(() -> workflow.unwind(new DeployOrder(World.request(), "op-1")))
        .isInstanceOf(WorkflowFailedException.class);
  }
}
