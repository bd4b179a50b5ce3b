package dev.berth.local.matrix;

import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An attempt whose worker stands still before its effect, until the effect is to land. */
final class Stall {
  /**
   * A late effect is one call. A late wait is interrupted after this: it has no effect. Below a
   * heartbeat timeout, because an activity may wait for it.
   */
  private static final int EFFECT_SECONDS = 4;

  private final Cell cell;
  private final CountDownLatch due = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String workflowId;
  private volatile Thread standing;
  private volatile boolean attemptedAgain;

  Stall(Cell cell) {
    this.cell = cell;
  }

  /** Called by the attempt itself. */
  void standStill(Supplier<ActivityOutput> effect) {
    standing = Thread.currentThread();
    try {
      due.await();
      var _ = effect.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException refused) {
      // Nothing hears of it.
    } finally {
      over.countDown();
    }
  }

  /** Lands the effect if the run has gone on after it: another activity of it is about to begin. */
  void passing(Moment moment, ActivityInfo activity) {
    if (moment.equals(cell.at().moment())) {
      attemptedAgain |= activity.getAttempt() > 1;
      workflowId = activity.getWorkflowId();
    } else if (attemptedAgain
        && cell.fault() == Fault.STALLED
        && activity.getWorkflowId().equals(workflowId)) {
      land();
    }
  }

  /** Lands the effect if this was its run, unless it is to land later. */
  void ended(String run) {
    if (run.equals(workflowId) && !isToMeetTheNextDeployment()) {
      land();
    }
  }

  /** Whether it is a late compensation, which must not harm the next deployment of the core. */
  boolean isToMeetTheNextDeployment() {
    return cell.fault() == Fault.STALLED_UNDONE
        && cell.at().takesBack()
        && cell.at().moment().run() == Moment.Run.DEPLOY;
  }

  /** Returns when the effect has landed, or what hinders it. */
  Optional<String> land() {
    due.countDown();
    if (standing == null) {
      return Optional.of("no attempt stood still");
    }
    if (isOver()) {
      return Optional.empty();
    }
    standing.interrupt();
    return isOver() ? Optional.empty() : Optional.of("the late effect does not end");
  }

  private boolean isOver() {
    try {
      return over.await(EFFECT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
