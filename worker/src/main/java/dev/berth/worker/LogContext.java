package dev.berth.worker;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import java.util.Optional;

/**
 * Every line that is logged in an activity or a workflow says which operation it belongs to, on
 * which core or host, and in which activity. An attempt that fails is worth one line.
 */
final class LogContext extends WorkerInterceptorBase {
  /** The operation's id. */
  static final String OPERATION = "operation";

  /**
   * What it works on: the workflow id, {@code core/{customer}/{environment}} or {@code host/..}.
   */
  static final String SUBJECT = "subject";

  /** The activity's type. */
  static final String STEP = "step";

  /** An activity hears its own run id only, which is another one after a reset. */
  private static final String HEADER = "berth-operation";

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowLogContext(next);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityLogContext(next);
  }

  /** Tells an activity its operation. */
  static void send(String operation, Header header) {
    header
        .getValues()
        .put(HEADER, DefaultDataConverter.STANDARD_INSTANCE.toPayload(operation).orElseThrow());
  }

  /** The operation, when the worker that scheduled the activity told it. */
  static Optional<String> received(Header header) {
    Payload operation = header.getValues().get(HEADER);
    return Optional.ofNullable(operation)
        .map(
            payload ->
                DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                    payload, String.class, String.class));
  }
}
