package dev.berth.starter;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The way between the starter and Temporal: counts, and loses what it is told to lose. */
final class TestLink implements ClientInterceptor {
  private final AtomicInteger historyPolls = new AtomicInteger();
  private volatile CompletableFuture<String> lost;

  /** How many calls wait, or waited, for a run to end. */
  int historyPolls() {
    return historyPolls.get();
  }

  /**
   * From now on Temporal starts runs, and the starter never hears of it.
   *
   * @return the id of the first such run, once it is started
   */
  CompletableFuture<String> loseStarts() {
    lost = new CompletableFuture<>();
    return lost;
  }

  /** Loses nothing any more. */
  void loseNothing() {
    lost = null;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    String name = method.getBareMethodName();
    if (name.equals("GetWorkflowExecutionHistory")) {
      historyPolls.incrementAndGet();
    }
    return name.equals("StartWorkflowExecution") && lost != null ? silent(call, lost) : call;
  }

  private static <Q, A> ClientCall<Q, A> silent(
      ClientCall<Q, A> call, CompletableFuture<String> lost) {
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(A answer) {
                lost.complete(((StartWorkflowExecutionResponse) answer).getRunId());
              }

              @Override
              public void onClose(Status status, Metadata trailers) {
                if (!status.isOk()) {
                  super.onClose(status, trailers);
                }
              }
            },
            headers);
      }
    };
  }
}
