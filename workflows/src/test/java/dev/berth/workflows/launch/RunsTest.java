package dev.berth.workflows.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.workflows.launch.Run.Fate;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static final String ID = "watch/us-east-1";

  private TestWorkflowEnvironment temporal;
  private WorkflowClient client;
  private Runs runs;

  /** Continues as new as often as it is told, and then waits or ends. */
  @WorkflowInterface
  public interface Chain {
    @WorkflowMethod
    void run(int links, boolean ends);
  }

  public static class ChainWorkflow implements Chain {
    @Override
    public void run(int links, boolean ends) {
      if (links > 0) {
        Workflow.continueAsNew(links - 1, ends);
      }
      if (!ends) {
        Workflow.sleep(Duration.ofDays(365));
      }
    }
  }

  @BeforeEach
  void start() {
    temporal = TestWorkflowEnvironment.newInstance();
    Worker worker = temporal.newWorker("test");
    worker.registerWorkflowImplementationTypes(ChainWorkflow.class);
    temporal.start();
    client = temporal.getWorkflowClient();
    runs = new Runs(client);
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private String started(int links, boolean ends) {
    WorkflowExecution first =
        client
            .newUntypedWorkflowStub(
                "Chain",
                WorkflowOptions.newBuilder().setWorkflowId(ID).setTaskQueue("test").build())
            .start(links, ends);
    return first.getRunId();
  }

  private void awaitLastLink(String first, int links) {
    await()
        .until(
            () ->
                runs.follow(
                        WorkflowExecution.newBuilder().setWorkflowId(ID).setRunId(first).build())
                    .filter(run -> links == 0 || !run.runId().equals(first))
                    .isPresent());
  }

  @Test
  void aRunThatContinuedAsNewIsOpenAsLongAsItsChainIs() {
    String operation = started(2, false);
    awaitLastLink(operation, 2);

    assertThat(runs.fate(ID, operation)).isEqualTo(Fate.OPEN);
    assertThat(runs.ofOperation(ID, operation).orElseThrow().running()).isTrue();
  }

  @Test
  void aChainWhoseLastRunWasTerminatedIsTerminated() {
    String operation = started(2, false);
    awaitLastLink(operation, 2);
    await()
        .ignoreExceptions()
        .until(
            () -> {
              client.newUntypedWorkflowStub(ID).terminate("by hand");
              return runs.fate(ID, operation) == Fate.TERMINATED;
            });
  }

  @Test
  void aChainThatEndedByItselfHasEndedAfterAnotherOperationTookItsPlaceToo() {
    String first = started(2, true);
    WorkflowStub.fromTyped(client.newWorkflowStub(Chain.class, ID)).getResult(Void.class);
    String second = started(0, true);
    client.newUntypedWorkflowStub(ID).getResult(Void.class);

    assertThat(runs.fate(ID, first)).isEqualTo(Fate.ENDED);
    assertThat(runs.fate(ID, second)).isEqualTo(Fate.ENDED);
  }

  @Test
  void aRunThatTemporalDoesNotKnowIsMissing() {
    assertThat(runs.fate(ID, "3f1e8a52-5b6c-4f0e-9c1d-0a4b7c2d9e11")).isEqualTo(Fate.MISSING);
    assertThat(runs.newest(ID)).isEmpty();
  }
}
