package dev.berth.starter;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
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
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Lists runs and pollers, which Temporal's test server cannot; runs as late as the real one. */
final class TestVisibility implements ClientInterceptor {
  private static final String OPEN = "ExecutionStatus = 'Running'";

  private final Map<String, List<WorkflowExecutionInfo>> runs = new ConcurrentHashMap<>();
  private final AtomicInteger lag = new AtomicInteger();
  private volatile Instant lastPoll = Instant.now();

  /** Shows a run from the second time on that it is looked up. */
  void showLate(String workflowId, String runId) {
    lag.set(1);
    runs.put("RunId = '" + runId + "'", List.of(run(workflowId, runId).build()));
  }

  /** Shows a run among those that are open, in this state. */
  void showOpen(String workflowId, String runId, String state) {
    showOpen(workflowId, runId, state, "");
  }

  /** The same, for this reason. */
  void showOpen(String workflowId, String runId, String state, String reason) {
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder().putIndexedFields("BerthState", keyword(state));
    if (!reason.isEmpty()) {
      attributes.putIndexedFields("BerthReason", keyword(reason));
    }
    lag.set(0);
    runs.computeIfAbsent(OPEN, _ -> new CopyOnWriteArrayList<>())
        .add(run(workflowId, runId).setSearchAttributes(attributes).build());
  }

  private static Payload keyword(String text) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
        .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
        .setData(ByteString.copyFromUtf8('"' + text + '"'))
        .build();
  }

  /** When the only worker last began to poll. */
  void lastPoll(Instant at) {
    lastPoll = at;
  }

  private static WorkflowExecutionInfo.Builder run(String workflowId, String runId) {
    return WorkflowExecutionInfo.newBuilder()
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId));
  }

  private ListWorkflowExecutionsResponse answer(String query) {
    ListWorkflowExecutionsResponse.Builder answer = ListWorkflowExecutionsResponse.newBuilder();
    if (runs.containsKey(query) && lag.getAndDecrement() <= 0) {
      answer.addAllExecutions(runs.get(query));
    }
    return answer.build();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return switch (method.getBareMethodName()) {
      case "ListWorkflowExecutions" ->
          new Answered<>(request -> answer(((ListWorkflowExecutionsRequest) request).getQuery()));
      case "DescribeTaskQueue" -> new Answered<>(_ -> pollers());
      default -> next.newCall(method, options);
    };
  }

  private DescribeTaskQueueResponse pollers() {
    return DescribeTaskQueueResponse.newBuilder()
        .addPollers(
            PollerInfo.newBuilder()
                .setLastAccessTime(Timestamp.newBuilder().setSeconds(lastPoll.getEpochSecond())))
        .build();
  }

  private static final class Answered<Q, A> extends ClientCall<Q, A> {
    private final Function<Q, Object> answer;
    private Listener<A> listener;

    Answered(Function<Q, Object> answer) {
      this.answer = answer;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      this.listener = listener;
    }

    @Override
    @SuppressWarnings("unchecked") // interceptCall saw to it
    public void sendMessage(Q request) {
      listener.onHeaders(new Metadata());
      listener.onMessage((A) answer.apply(request));
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
