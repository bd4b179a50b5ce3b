package dev.berth.starter;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Lists runs, which Temporal's test server cannot; as late as the real one. */
final class TestVisibility implements ClientInterceptor {
  private final Map<String, WorkflowExecutionInfo> runs = new ConcurrentHashMap<>();
  private final AtomicInteger lag = new AtomicInteger();

  /** Shows a run from the second time on that it is looked up. */
  void showLate(String workflowId, String runId) {
    lag.set(1);
    runs.put(
        "RunId = '" + runId + "'",
        WorkflowExecutionInfo.newBuilder()
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId))
            .build());
  }

  /** Shows a run among those that are held. */
  void showHeld(String workflowId, String runId) {
    Payload held =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
            .setData(ByteString.copyFromUtf8("\"held\""))
            .build();
    lag.set(0);
    runs.put(
        "ExecutionStatus = 'Running' AND BerthState != 'running'",
        WorkflowExecutionInfo.newBuilder()
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId))
            .setSearchAttributes(SearchAttributes.newBuilder().putIndexedFields("BerthState", held))
            .build());
  }

  private ListWorkflowExecutionsResponse answer(String query) {
    ListWorkflowExecutionsResponse.Builder answer = ListWorkflowExecutionsResponse.newBuilder();
    if (runs.containsKey(query) && lag.getAndDecrement() <= 0) {
      answer.addExecutions(runs.get(query));
    }
    return answer.build();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return method.getFullMethodName().endsWith("/ListWorkflowExecutions")
        ? new ListCall<>()
        : next.newCall(method, options);
  }

  private final class ListCall<Q, A> extends ClientCall<Q, A> {
    private Listener<A> listener;

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      this.listener = listener;
    }

    @Override
    @SuppressWarnings("unchecked") // interceptCall saw to it
    public void sendMessage(Q request) {
      listener.onHeaders(new Metadata());
      listener.onMessage((A) answer(((ListWorkflowExecutionsRequest) request).getQuery()));
      listener.onClose(Status.OK, new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void halfClose() {}

    @Override
    public void cancel(String message, Throwable cause) {}
  }
}
