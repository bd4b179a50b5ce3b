package dev.berth.worker;

import dev.berth.registry.DatabaseError;
import dev.berth.registry.Registry;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** What a worker needs to be of use. The starter has the same idea of its own two servers. */
@Factory
final class Indicators {
  private final ExecutorService threads;

  Indicators(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.threads = threads;
  }

  @Singleton
  @Readiness
  HealthIndicator polling(Startup startup, Workers workers) {
    return indicator(
        "polling",
        () ->
            workers.polling()
                ? Optional.empty()
                : Optional.of(startup.waiting().orElse("not begun, or over")));
  }

  @Singleton
  @Readiness
  HealthIndicator temporal(WorkflowClient client) {
    return indicator(
        "temporal",
        () -> {
          try {
            Workers.requireNamespace(client, 2);
            return Optional.empty();
          } catch (StatusRuntimeException e) {
            return Optional.of(
                "namespace %s: %s".formatted(client.getOptions().getNamespace(), Workers.words(e)));
          }
        });
  }

  @Singleton
  @Readiness
  HealthIndicator registry(Startup startup, Registry registry) {
    return indicator("registry", () -> startup.registryTrouble().or(() -> trouble(registry)));
  }

  private static Optional<String> trouble(Registry registry) {
    try {
      return registry.installation().isPresent()
          ? Optional.empty()
          : Optional.of("belongs to no installation yet");
    } catch (JdbiException e) {
      return DatabaseError.of(e)
          .map(DatabaseError::message)
          .or(() -> Optional.of("PostgreSQL does not answer"));
    }
  }

  private HealthIndicator indicator(String name, Supplier<Optional<String>> trouble) {
    return () ->
        Publishers.fromCompletableFuture(
            () -> CompletableFuture.supplyAsync(() -> result(name, trouble.get()), threads));
  }

  private static HealthResult result(String name, Optional<String> trouble) {
    return HealthResult.builder(name, trouble.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
        .details(trouble.orElse("fine"))
        .build();
  }
}
