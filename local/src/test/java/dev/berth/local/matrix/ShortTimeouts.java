package dev.berth.local.matrix;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;

/** A call whose attempt never reports is tried again after seconds, not after most of a minute. */
final class ShortTimeouts extends WorkerInterceptorBase {
  private static final Duration CALL = Duration.ofSeconds(8);

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
                return super.executeActivity(shortened(input));
              }
            });
      }
    };
  }

  private static <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> shortened(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    if (input.getOptions().getStartToCloseTimeout() == null) {
      return input; // a wait, which is missed by its heartbeat
    }
    return new WorkflowOutboundCallsInterceptor.ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        ActivityOptions.newBuilder(input.getOptions()).setStartToCloseTimeout(CALL).build(),
        input.getHeader());
  }
}
