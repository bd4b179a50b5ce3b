package dev.berth.activities.operation;

import com.google.common.util.concurrent.Uninterruptibles;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.Optional;

/**
 * Heartbeats beside every activity that has a heartbeat timeout. One look may block for longer than
 * that timeout (a core whose database is away, a slow AWS call); without this the attempt would be
 * taken for dead and started again beside itself. A cancel interrupts the activity, which goes on
 * beating until it has really ended: no undo overtakes it.
 */
public final class Heartbeats extends WorkerInterceptorBase {
  /** A third of the shortest heartbeat timeout (3 s, on waits). */
  private static final Duration BEAT = Duration.ofSeconds(1);

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
        if (activity.getInfo().getHeartbeatTimeout().isZero()) {
          return super.execute(input);
        }
        Beat beat = new Beat(activity, Thread.currentThread());
        try {
          return super.execute(input);
        } catch (RuntimeException e) {
          throw beat.ending().map(RuntimeException.class::cast).orElse(e);
        } finally {
          beat.stop();
        }
      }
    };
  }

  /** The thread that beats. */
  private static final class Beat {
    private final ActivityExecutionContext activity;
    private final Thread working;
    private final Thread beating;
    private volatile ActivityCompletionException ending;

    Beat(ActivityExecutionContext activity, Thread working) {
      this.activity = activity;
      this.working = working;
      beating = Thread.ofVirtual().name("heartbeat").start(this::run);
    }

    /** Why the activity was interrupted: cancelled, timed out, or its worker goes down. */
    Optional<ActivityCompletionException> ending() {
      return Optional.ofNullable(ending);
    }

    private void run() {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          activity.heartbeat(activity.getLastHeartbeatDetails(String.class).orElse(null));
        } catch (ActivityCompletionException e) {
          if (ending == null) {
            ending = e;
            working.interrupt();
          }
        }
        try {
          Thread.sleep(BEAT);
        } catch (InterruptedException e) {
          return;
        }
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
