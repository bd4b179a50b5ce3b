package dev.berth.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(3);

  private final CountDownLatch looking = new CountDownLatch(1);
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new Heartbeats(), new TypedFailures())
                      .build())
              .build());

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void aLookThatBlocksForLongerThanTheHeartbeatTimeoutIsNotStartedAgain() {
    Duration longLook = HEARTBEAT_TIMEOUT.plusSeconds(2);

    WorkflowStub run = started(() -> new CountDownLatch(1).await(longLook.toMillis(), MILLIS));

    assertThat(run.getResult(Integer.class)).isEqualTo(1);
  }

  @Test
  void aCancelEndsALookThatNeverHeartbeatsItself() throws InterruptedException {
    WorkflowStub run = started(() -> new CountDownLatch(1).await());
    looking.await();

    run.cancel();

    assertThat(catchThrowable(() -> run.getResult(Integer.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  private interface Blocking {
    void call() throws InterruptedException;
  }

  private WorkflowStub started(Blocking look) {
    Worker worker = temporal.newWorker("looks");
    worker.registerWorkflowImplementationTypes(LookOnceWorkflow.class);
    Look activity =
        () -> {
          looking.countDown();
          try {
            look.call();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
          }
          return Activity.getExecutionContext().getInfo().getAttempt();
        };
    worker.registerActivitiesImplementations(activity);
    temporal.start();
    WorkflowStub run =
        WorkflowStub.fromTyped(
            temporal
                .getWorkflowClient()
                .newWorkflowStub(
                    LookOnce.class, WorkflowOptions.newBuilder().setTaskQueue("looks").build()));
    run.start();
    return run;
  }

  /** One look; the result is the attempt that ended. */
  @ActivityInterface
  public interface Look {
    int look();
  }

  /** Looks once. */
  @WorkflowInterface
  public interface LookOnce {
    @WorkflowMethod
    int run();
  }

  /** Looks once, as Berth's waits do. */
  public static class LookOnceWorkflow implements LookOnce {
    @Override
    public int run() {
      return Workflow.newActivityStub(
              Look.class,
              ActivityOptions.newBuilder()
                  .setScheduleToCloseTimeout(Duration.ofMinutes(1))
                  .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                  .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                  .build())
          .look();
    }
  }
}
