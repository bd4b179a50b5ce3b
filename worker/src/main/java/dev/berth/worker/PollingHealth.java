package dev.berth.worker;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A worker is ready when it polls. */
@Singleton
@Readiness
final class PollingHealth implements HealthIndicator {
  private final Workers workers;

  PollingHealth(Workers workers) {
    this.workers = workers;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(
        () ->
            HealthResult.builder("polling", workers.polling() ? HealthStatus.UP : HealthStatus.DOWN)
                .build());
  }
}
