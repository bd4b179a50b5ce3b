package dev.berth.worker;

import dev.berth.workflows.operation.BerthAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The namespace's search attributes: Berth's are made when they are missing. */
public final class SearchAttributes {
  private static final int SECONDS = 10;

  private final WorkflowClient temporal;
  private final String namespace;

  /** Of the client's namespace. */
  public SearchAttributes(WorkflowClient temporal) {
    this.temporal = temporal;
    this.namespace = temporal.getOptions().getNamespace();
  }

  /**
   * Makes what is missing. Any number of workers may do so at once.
   *
   * @return why Berth's search attributes cannot be used yet
   * @throws StatusRuntimeException when Temporal does not answer
   */
  Optional<String> ensure() {
    if (usable(BerthAttributes.ALL, false)) {
      return Optional.empty();
    }
    try {
      make();
    } catch (StatusRuntimeException e) {
      switch (e.getStatus().getCode()) {
        case ALREADY_EXISTS -> {}
        case PERMISSION_DENIED, UNIMPLEMENTED -> {
          return Optional.of(
              "its namespace lacks search attributes, which this worker may not make; run once: "
                  + command());
        }
        default -> throw e;
      }
    }
    return usable(BerthAttributes.ALL, true)
        ? Optional.empty()
        : Optional.of("its namespace's new search attributes are not in use yet");
  }

  /**
   * Those of Berth's that the namespace lacks.
   *
   * @throws StatusRuntimeException when Temporal does not answer
   */
  public List<String> missing() {
    return BerthAttributes.ALL.stream()
        .filter(key -> !usable(List.of(key), true))
        .map(SearchAttributeKey::getName)
        .toList();
  }

  /** The command that makes them by hand. */
  public String command() {
    return BerthAttributes.ALL.stream()
        .map(key -> " --name " + key.getName() + " --type Keyword")
        .collect(
            Collectors.joining(
                "", "temporal operator search-attribute create --namespace " + namespace, ""));
  }

  /**
   * Whether the server knows them, by a query that finds nothing: what everybody may ask, and as
   * late as the server's own cache.
   *
   * @param otherwise the answer of Temporal's test server, which has no queries
   */
  private boolean usable(Collection<? extends SearchAttributeKey<?>> keys, boolean otherwise) {
    String query =
        keys.stream()
            .map(key -> " AND " + key.getName() + " = 'x'")
            .collect(Collectors.joining("", "WorkflowId = 'x'", ""));
    try {
      var _ =
          temporal
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(query)
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case INVALID_ARGUMENT -> false;
        case UNIMPLEMENTED -> otherwise;
        default -> throw e;
      };
    }
  }

  private void make() {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    BerthAttributes.ALL.forEach(
        key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    // The same server, identity and certificates. Without defaults there is no metrics scope, which
    // the SDK needs.
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(temporal.getWorkflowServiceStubs().getOptions())
                .validateAndBuildWithDefaults());
    try {
      var _ =
          operator
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .addSearchAttributes(request.build());
    } finally {
      operator.shutdownNow();
    }
  }
}
