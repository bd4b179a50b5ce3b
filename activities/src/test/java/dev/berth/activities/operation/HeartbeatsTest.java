package dev.berth.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(4);

  private final CountDownLatch looking = new CountDownLatch(1);
  private final AtomicInteger beats = new AtomicInteger();
  private final List<Integer> wholeAttempts = new CopyOnWriteArrayList<>();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new Heartbeats(), new TypedFailures(), counted())
                      .build())
              .build());

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void aLookThatBlocksForLongerThanTheHeartbeatTimeoutIsNotStartedAgain() {
    Duration longLook = HEARTBEAT_TIMEOUT.plusSeconds(2);

    WorkflowStub run =
        started(TaskQueues.WAITS, () -> new CountDownLatch(1).await(longLook.toMillis(), MILLIS));

    assertThat(run.getResult(Integer.class)).isEqualTo(1);
  }

  @Test
  void aCancelEndsALookThatNeverHeartbeatsItself() throws InterruptedException {
    WorkflowStub run = started(TaskQueues.WAITS, () -> new CountDownLatch(1).await());
    looking.await();

    run.cancel();

    assertThat(catchThrowable(() -> run.getResult(Integer.class)))
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  @Test
  void aCancelledCallIsNotInterruptedAndNotAttemptedAgain() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    WorkflowStub run = started(TaskQueues.CALLS, answered::await);
    looking.await();

    run.cancel();
    // The cancel is heard with a heartbeat; the call outlives that and its heartbeat timeout.
    assertThat(answered.await(HEARTBEAT_TIMEOUT.plusSeconds(2).toMillis(), MILLIS)).isFalse();
    answered.countDown();

    // The SDK calls any end of a workflow after its cancel cancelled.
    assertThat(catchThrowable(() -> run.getResult(Integer.class))).isNotNull();
    assertThat(wholeAttempts).containsExactly(1);
  }

  @Test
  void aCallGoesOnBeatingWhileItsWorkerIsToldToStop() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    WorkflowStub run = started(TaskQueues.CALLS, answered::await);
    looking.await();

    temporal.getWorkerFactory().shutdown();

    int before = beats.get();
    await().until(() -> beats.get() > before + HEARTBEAT_TIMEOUT.toSeconds() + 1);
    assertThat(pending(run)).extracting(PendingActivityInfo::getAttempt).containsExactly(1);
    answered.countDown();
  }

  @Test
  void aBeatKeepsWhatTheActivityLastSaidOfItself() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    WorkflowStub run =
        started(
            TaskQueues.WAITS,
            () -> {
              Activity.getExecutionContext().heartbeat("host h1");
              answered.await();
            });
    looking.await();

    int before = beats.get();
    await().until(() -> beats.get() > before + 3);
    assertThat(pending(run))
        .singleElement()
        .extracting(activity -> activity.getHeartbeatDetails().getPayloads(0).getData())
        .extracting(ByteString::toStringUtf8)
        .isEqualTo("\"host h1\"");
    answered.countDown();
  }

  @Test
  void aShortActivitySendsNone() {
    assertThat(started(TaskQueues.CALLS, () -> {}).getResult(Integer.class)).isEqualTo(1);

    assertThat(beats).hasValue(0);
  }

  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  private interface Blocking {
    void call() throws InterruptedException;
  }

  private static List<PendingActivityInfo> pending(WorkflowStub run) {
    return run.describe().getRawDescription().getPendingActivitiesList();
  }

  /** Counts what reaches the SDK without an objection. */
  private WorkerInterceptor counted() {
    return new WorkerInterceptorBase() {
      @Override
      public ActivityInboundCallsInterceptor interceptActivity(
          ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
          @Override
          public void init(ActivityExecutionContext context) {
            super.init(
                new ActivityExecutionContextBase(context) {
                  @Override
                  public <V> void heartbeat(V details) {
                    super.heartbeat(details);
                    beats.incrementAndGet();
                  }
                });
          }
        };
      }
    };
  }

  private WorkflowStub started(String taskQueue, Blocking look) {
    Worker worker = temporal.newWorker(taskQueue, Heartbeats.options(taskQueue).build());
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
          int attempt = Activity.getExecutionContext().getInfo().getAttempt();
          wholeAttempts.add(attempt);
          return attempt;
        };
    worker.registerActivitiesImplementations(activity);
    temporal.start();
    WorkflowStub run =
        WorkflowStub.fromTyped(
            temporal
                .getWorkflowClient()
                .newWorkflowStub(
                    LookOnce.class, WorkflowOptions.newBuilder().setTaskQueue(taskQueue).build()));
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
