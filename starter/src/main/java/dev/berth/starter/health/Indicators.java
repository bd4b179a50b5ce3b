package dev.berth.starter.health;

import dev.berth.registry.Registry;
import dev.berth.registry.RegistryRefusal;
import dev.berth.starter.problem.RegistryErrors;
import dev.berth.workflows.launch.Pollers;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Readiness: whether the starter reaches Temporal and the registry. Without a worker it takes
 * requests, which wait; so that is told, and is no reason to send it none.
 */
@Factory
final class Indicators {
  private static final HealthStatus NO_WORKER =
      new HealthStatus("NO_WORKER", "requests are taken, and wait until a worker polls", true, 1);

  private final ExecutorService threads;

  Indicators(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.threads = threads;
  }

  @Singleton
  @Readiness
  HealthIndicator temporal(WorkflowClient client) {
    return indicator(
        "temporal",
        () -> {
          String namespace = client.getOptions().getNamespace();
          try {
            client
                .getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
            return Optional.empty();
          } catch (StatusRuntimeException e) {
            return Optional.of("namespace " + namespace + ": " + e.getMessage());
          }
        });
  }

  @Singleton
  @Readiness
  HealthIndicator registry(Registry registry) {
    return indicator(
        "registry",
        () -> {
          try {
            registry.installation();
            return Optional.empty();
          } catch (RegistryRefusal unfit) {
            return Optional.of(unfit.getMessage());
          } catch (JdbiException e) {
            return Optional.of(RegistryErrors.refusal(e).getMessage());
          }
        });
  }

  @Singleton
  @Readiness
  HealthIndicator workers(WorkflowClient client) {
    return () ->
        Publishers.fromCompletableFuture(
            () -> CompletableFuture.supplyAsync(() -> workersOf(client), threads));
  }

  private static HealthResult workersOf(WorkflowClient client) {
    try {
      long polling = Pollers.count(client, Instant.now());
      return HealthResult.builder("workers", polling == 0 ? NO_WORKER : HealthStatus.UP)
          .details(polling + " poll")
          .build();
    } catch (StatusRuntimeException e) {
      return HealthResult.builder("workers", HealthStatus.UNKNOWN).details(e.getMessage()).build();
    }
  }

  private HealthIndicator indicator(String name, Supplier<Optional<String>> problem) {
    return () ->
        Publishers.fromCompletableFuture(
            () -> CompletableFuture.supplyAsync(() -> result(name, problem.get()), threads));
  }

  private static HealthResult result(String name, Optional<String> problem) {
    return HealthResult.builder(name, problem.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
        .details(problem.orElse("reachable"))
        .build();
  }
}
