package dev.berth.worker;

import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import org.slf4j.MDC;

/** The log context of one workflow run, which its activities hear of. */
final class WorkflowLogContext extends WorkflowInboundCallsInterceptorBase {
  WorkflowLogContext(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor calls) {
    super.init(
        new WorkflowOutboundCallsInterceptorBase(calls) {
          @Override
          public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
            LogContext.send(operation(), input.getHeader());
            return super.executeActivity(input);
          }
        });
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    MDC.put(LogContext.OPERATION, operation()); // the SDK clears them with the workflow's thread
    MDC.put(LogContext.SUBJECT, Workflow.getInfo().getWorkflowId());
    return super.execute(input);
  }

  private static String operation() {
    return Workflow.getInfo().getFirstExecutionRunId();
  }
}
