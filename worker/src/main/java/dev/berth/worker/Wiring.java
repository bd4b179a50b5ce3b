package dev.berth.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.worker.Configuration.Berth;
import dev.berth.worker.Configuration.DatabaseServerOf;
import dev.berth.worker.Configuration.PlanOf;
import dev.berth.worker.Configuration.RegionOf;
import dev.berth.worker.Configuration.RegistryDatabase;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;

/** Makes what the worker consists of, once. */
@Factory
final class Wiring {
  /** Calls are short, waits share one query: few connections serve a thousand activities. */
  private static final int CONNECTIONS = 10;

  @Singleton
  Settings settings(Berth berth, List<RegionOf> regions, List<PlanOf> plans) {
    return Configuration.settings(berth, regions, plans);
  }

  @Singleton
  @Bean(preDestroy = "close")
  HikariDataSource database(RegistryDatabase registry) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("registry");
    config.setJdbcUrl(registry.url());
    config.setUsername(registry.user());
    config.setPassword(registry.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000); // then the activity fails, visibly, and is retried
    return new HikariDataSource(config);
  }

  @Singleton
  Registry registry(DataSource database, Settings settings, List<DatabaseServerOf> servers) {
    Registry registry = Registry.migrate(database, settings.installation());
    servers.forEach(server -> registry.databaseServers().put(server.server()));
    return registry;
  }

  @Singleton
  @Bean(preDestroy = "close")
  AwsClients aws() {
    return new AwsClients();
  }

  @Singleton
  ParameterStore secrets(AwsClients aws) {
    return new ParameterStore(aws);
  }

  @Singleton
  @Bean(preDestroy = "shutdown")
  WorkflowServiceStubs stubs(ClientConfigProfile temporal) {
    return WorkflowServiceStubs.newServiceStubs(temporal.toWorkflowServiceStubsOptions());
  }

  @Singleton
  WorkflowClient temporal(WorkflowServiceStubs stubs, ClientConfigProfile temporal) {
    return WorkflowClient.newInstance(stubs, temporal.toWorkflowClientOptions());
  }

  /**
   * Address, namespace, TLS and keys as all Temporal programs read them: TEMPORAL_ADDRESS and so
   * on, or a profile.
   */
  @Singleton
  ClientConfigProfile profile() throws IOException {
    return ClientConfigProfile.load();
  }
}
