package dev.berth.local.chaos;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/**
 * An agent that never comes online is given up after minutes. Where AWS runs faster than real, so
 * does this wait; all others keep their limits, for kills and our own programs take real time.
 */
final class ScaledPatience extends WorkerInterceptorBase {
  private static final String WAIT = "AwaitAgent";

  /** An agent that is late, and kills on the way. */
  private static final Duration LEAST = Duration.ofSeconds(45);

  private final double scale;

  ScaledPatience(double scale) {
    this.scale = scale;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
                return super.executeActivity(
                    input.getActivityName().equals(WAIT) ? scaled(input) : input);
              }
            });
      }
    };
  }

  private <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> scaled(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    long millis = Math.round(input.getOptions().getScheduleToCloseTimeout().toMillis() / scale);
    Duration patience = Duration.ofMillis(Math.max(millis, LEAST.toMillis()));
    return new WorkflowOutboundCallsInterceptor.ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        ActivityOptions.newBuilder(input.getOptions()).setScheduleToCloseTimeout(patience).build(),
        input.getHeader());
  }
}
