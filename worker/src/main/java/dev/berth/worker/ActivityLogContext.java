package dev.berth.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log context of one attempt, and a line when it fails. */
final class ActivityLogContext extends ActivityInboundCallsInterceptorBase {
  private static final Logger LOG = LoggerFactory.getLogger(ActivityLogContext.class);

  private ActivityInfo activity;

  ActivityLogContext(ActivityInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(ActivityExecutionContext context) {
    activity = context.getInfo();
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    String operation = LogContext.received(input.getHeader()).orElseGet(activity::getWorkflowRunId);
    try (var _ = MDC.putCloseable(LogContext.OPERATION, operation);
        var _ = MDC.putCloseable(LogContext.SUBJECT, activity.getWorkflowId());
        var _ = MDC.putCloseable(LogContext.STEP, activity.getActivityType())) {
      return logged(input);
    }
  }

  private ActivityOutput logged(ActivityInput input) {
    try {
      return super.execute(input);
    } catch (ActivityCompletionException ended) {
      throw ended; // cancelled, or this worker goes down: nothing failed
    } catch (ApplicationFailure failure) {
      LOG.warn(
          "{} failed, attempt {}: {}: {}",
          activity.getActivityType(),
          activity.getAttempt(),
          failure.getType(),
          failure.getOriginalMessage());
      throw failure;
    } catch (RuntimeException bug) {
      LOG.warn("{} failed, attempt {}", activity.getActivityType(), activity.getAttempt(), bug);
      throw bug;
    }
  }
}
