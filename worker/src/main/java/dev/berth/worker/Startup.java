package dev.berth.worker;

import dev.berth.activities.host.Quotas;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.model.Plan;
import dev.berth.registry.DatabaseError;
import dev.berth.registry.Registry;
import dev.berth.registry.Schema;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.PlanRecord;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does until it polls: it waits for its servers, one after the other. */
@Singleton
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final Configuration configuration;
  private final DataSource database;
  private final Registry registry;
  private final Workers workers;
  private final Schedules schedules;
  private final Quotas quotas;
  private final StartupWait postgres = new StartupWait("PostgreSQL");

  Startup(
      Configuration configuration,
      DataSource database,
      Registry registry,
      Workers workers,
      Schedules schedules,
      Quotas quotas) {
    this.configuration = configuration;
    this.database = database;
    this.registry = registry;
    this.workers = workers;
    this.schedules = schedules;
    this.quotas = quotas;
  }

  /**
   * Returns when the worker polls, or was stopped.
   *
   * @throws Refusal when the registry is there but cannot be this worker's
   */
  void run() {
    postgres.until(this::prepareRegistry);
    workers.start();
    Thread.ofVirtual().name("schedules").start(schedules::start); // no run waits for them
    Thread.ofVirtual()
        .name("quotas")
        .start(this::readQuotas); // nor for these: a launch reads again
  }

  /** Why the registry is not open; empty when it is, or before the first look. */
  Optional<String> registryTrouble() {
    return postgres.reason();
  }

  /** What it waits for, and why; empty when it polls. */
  Optional<String> waiting() {
    return registryTrouble().map(why -> "waiting for PostgreSQL: " + why).or(workers::waiting);
  }

  @PreDestroy
  void stop() {
    postgres.giveUp();
  }

  private Optional<String> prepareRegistry() {
    try {
      Schema _ = Schema.require(database, configuration.settings().installation());
      configuration.databaseServers().forEach(this::put);
      configuration.settings().plans().forEach(this::put);
      return Optional.empty();
    } catch (SQLException | RuntimeException e) {
      Optional<DatabaseError> passing = DatabaseError.of(e).filter(DatabaseError::passes);
      if (passing.isEmpty()) {
        throw new Refusal("The registry (berth.registry) refuses this worker", e);
      }
      return passing.map(DatabaseError::message);
    }
  }

  private void put(Plan plan, PlanSettings settings) {
    registry.plans().put(new PlanRecord(plan, settings.slots(), settings.instanceTypes()));
  }

  private void readQuotas() {
    for (String region : configuration.settings().regions().keySet()) {
      try {
        quotas.refresh(region, Duration.ZERO);
      } catch (RuntimeException e) {
        LOG.warn("The vCPU quota of {} could not be read: {}", region, e.getMessage());
      }
    }
  }

  private void put(DatabaseServer server) {
    int reserved =
        registry
            .databaseServers()
            .find(server.name())
            .map(DatabaseServer::connectionsReserved)
            .orElse(0);
    if (reserved > server.connectionBudget()) {
      throw new IllegalStateException(
          "berth.database-servers.%s.connection-budget is %d, but cores have reserved %d connections already"
              .formatted(server.name(), server.connectionBudget(), reserved));
    }
    registry.databaseServers().put(server);
  }
}
