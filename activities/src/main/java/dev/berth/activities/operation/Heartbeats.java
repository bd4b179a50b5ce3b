package dev.berth.activities.operation;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.berth.activities.attempt.Lease;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Heartbeats beside every activity, so that a killed worker is noticed within seconds and a
 * blocking call is not taken for dead. The first one is sent after a second: a short activity costs
 * none.
 *
 * <p>A cancel interrupts a wait. A call is not interrupted, because its effect would be unknown.
 * Both go on beating until they have really ended: no compensation overtakes them.
 */
public final class Heartbeats extends WorkerInterceptorBase {
  /** A fifth of the heartbeat timeout. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  /**
   * Options of a worker of this task queue: each beat is sent. When the worker is told to stop, its
   * calls go on beating, and its waits end and are taken up by another worker.
   */
  public static WorkerOptions.Builder options(String taskQueue) {
    return WorkerOptions.newBuilder()
        .setMaxHeartbeatThrottleInterval(BEAT)
        .setAllowActivityHeartbeatDuringShutdown(!waits(taskQueue));
  }

  private static boolean waits(String taskQueue) {
    return taskQueue.equals(TaskQueues.WAITS);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private ActivityExecutionContext activity;

      @Override
      public void init(ActivityExecutionContext context) {
        activity = context;
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        Lease lease = new Lease(activity.getInfo().getHeartbeatTimeout(), System::nanoTime);
        Beat beat = new Beat(activity, lease, Thread.currentThread());
        lease.enter();
        try {
          return super.execute(input);
        } catch (RuntimeException e) {
          throw beat.ending().map(RuntimeException.class::cast).orElse(e);
        } finally {
          Lease.leave();
          beat.stop();
        }
      }
    };
  }

  /** The thread that beats. */
  private static final class Beat {
    private final ActivityExecutionContext activity;
    private final Lease lease;
    private final Thread working;
    private final boolean interruptible;
    private final Thread beating;
    private volatile ActivityCompletionException ending;

    Beat(ActivityExecutionContext activity, Lease lease, Thread working) {
      this.activity = activity;
      this.lease = lease;
      this.working = working;
      interruptible = waits(activity.getInfo().getActivityTaskQueue());
      beating = Thread.ofVirtual().name("heartbeat").start(this::run);
    }

    /** Why a wait was interrupted: cancelled, timed out, or its worker goes down. */
    Optional<ActivityCompletionException> ending() {
      return Optional.ofNullable(ending);
    }

    private void run() {
      while (true) {
        try {
          Thread.sleep(BEAT);
        } catch (InterruptedException over) {
          return;
        }
        lease.renew();
        try {
          activity.heartbeat(activity.getHeartbeatDetails(String.class).orElse(null));
        } catch (ActivityCompletionException e) {
          if (!isCancel(e)) {
            lease.lose();
          }
          end(e);
        } catch (RejectedExecutionException e) {
          end(new ActivityWorkerShutdownException(activity.getInfo()));
        }
      }
    }

    /** Else the attempt is none any more: it was timed out, or its run has ended. */
    private static boolean isCancel(ActivityCompletionException e) {
      return e instanceof ActivityCanceledException && e.getCause() == null;
    }

    private void end(ActivityCompletionException why) {
      if (interruptible && ending == null) {
        ending = why;
        working.interrupt();
      }
    }

    void stop() {
      beating.interrupt();
      Uninterruptibles.joinUninterruptibly(beating);
      if (ending != null) {
        Thread.interrupted(); // the thread still has to report the outcome
      }
    }
  }
}
