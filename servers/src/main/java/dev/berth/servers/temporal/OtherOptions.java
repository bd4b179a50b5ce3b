package dev.berth.servers.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;

/** Gives activities other options than their workflows ask for, where time runs otherwise. */
public final class OtherOptions extends WorkerInterceptorBase {

  /** The options of an activity of this type, from those that its workflow asks for. */
  @FunctionalInterface
  public interface Change {
    ActivityOptions of(String activity, ActivityOptions options);
  }

  private final Change change;

  /** Changes the options of every activity; a replay does not look at them. */
  public OtherOptions(Change change) {
    this.change = change;
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
                return super.executeActivity(changed(input));
              }
            });
      }
    };
  }

  private <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> changed(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    return new WorkflowOutboundCallsInterceptor.ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        change.of(input.getActivityName(), input.getOptions()),
        input.getHeader());
  }
}
