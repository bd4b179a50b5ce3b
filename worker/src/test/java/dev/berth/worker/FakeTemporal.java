package dev.berth.worker;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of Temporal as search attributes need, with the answers of servers that are not here. */
public final class FakeTemporal implements AutoCloseable {
  private static final Metadata.Key<String> IDENTITY =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Server server;
  private final ManagedChannel channel;

  /** What the namespace has. */
  public final Map<String, IndexedValueType> attributes = new ConcurrentHashMap<>();

  /** The requests to make some, answered or not. */
  final List<AddSearchAttributesRequest> added = new CopyOnWriteArrayList<>();

  /** Who asked, call by call. */
  final List<String> identities = new CopyOnWriteArrayList<>();

  /** The answer to a request to make some. */
  Status makes = Status.OK;

  /** The answer to the question what the namespace is. */
  public Status describes = Status.OK;

  /** When its workers last began to poll. */
  public final List<Instant> polls = new CopyOnWriteArrayList<>();

  /** The answer to a query, when its attributes are there. */
  Status counts = Status.OK;

  /** A server that is there. */
  public FakeTemporal() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .intercept(new Identities())
            .addService(new Workflows())
            .addService(new Operator())
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  /** A client of the namespace {@code shop}. */
  public WorkflowClient client() {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .addApiKey(() -> "key")
                .build()),
        WorkflowClientOptions.newBuilder().setNamespace("shop").build());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> to, Status status, T answer) {
    if (status.isOk()) {
      to.onNext(answer);
      to.onCompleted();
    } else {
      to.onError(status.asRuntimeException());
    }
  }

  private final class Workflows extends WorkflowServiceImplBase {
    @Override
    public void describeTaskQueue(
        DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> to) {
      DescribeTaskQueueResponse.Builder known = DescribeTaskQueueResponse.newBuilder();
      polls.forEach(
          poll ->
              known
                  .addPollersBuilder()
                  .setLastAccessTime(Timestamp.newBuilder().setSeconds(poll.getEpochSecond())));
      answer(to, Status.OK, known.build());
    }

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> to) {
      answer(to, Status.OK, GetSystemInfoResponse.getDefaultInstance());
    }

    @Override
    public void describeNamespace(
        DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> to) {
      answer(to, describes, DescribeNamespaceResponse.getDefaultInstance());
    }

    @Override
    public void countWorkflowExecutions(
        CountWorkflowExecutionsRequest request,
        StreamObserver<CountWorkflowExecutionsResponse> to) {
      List<String> asked = new ArrayList<>(List.of(request.getQuery().split(" AND ")));
      asked.replaceAll(condition -> condition.substring(0, condition.indexOf(' ')));
      asked.remove("WorkflowId");
      answer(
          to,
          counts.isOk() && !attributes.keySet().containsAll(asked)
              ? Status.INVALID_ARGUMENT.withDescription("invalid query")
              : counts,
          CountWorkflowExecutionsResponse.getDefaultInstance());
    }
  }

  private final class Operator extends OperatorServiceImplBase {
    @Override
    public void addSearchAttributes(
        AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> to) {
      added.add(request);
      if (makes.isOk()) {
        attributes.putAll(request.getSearchAttributesMap());
      }
      answer(to, makes, AddSearchAttributesResponse.getDefaultInstance());
    }
  }

  private final class Identities implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      identities.add(call.getMethodDescriptor().getBareMethodName() + " " + headers.get(IDENTITY));
      return next.startCall(call, headers);
    }
  }
}
