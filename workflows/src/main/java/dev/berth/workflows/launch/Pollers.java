package dev.berth.workflows.launch;

import dev.berth.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Which workers poll for workflow tasks. */
public final class Pollers {
  /** A poll lasts for a minute, and Temporal notes when it began. */
  public static final Duration POLL = Duration.ofSeconds(75);

  private Pollers() {}

  /**
   * How many polled in the last {@link #POLL}; a worker that died is counted until then.
   *
   * @throws io.grpc.StatusRuntimeException when Temporal does not say it within two seconds
   */
  public static long count(WorkflowClient client, Instant now) {
    long since = now.minus(POLL).getEpochSecond();
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.CALLS))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList()
        .stream()
        .filter(poller -> poller.getLastAccessTime().getSeconds() > since)
        .count();
  }
}
