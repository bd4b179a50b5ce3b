package dev.berth.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.berth.activities.attempt.Lease;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.worker.Configuration.RegistryDatabase;
import dev.berth.workflows.operation.Bounds;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes what the worker consists of, once. */
@Factory
final class Wiring {
  /** Calls are short, waits share one query: few connections serve a thousand activities. */
  private static final int CONNECTIONS = 10;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  @Singleton
  Settings settings(Configuration configuration) {
    return configuration.settings();
  }

  @Singleton
  @Bean(preDestroy = "close")
  HikariDataSource database(Configuration configuration) {
    RegistryDatabase registry = configuration.registry();
    HikariConfig config = new HikariConfig();
    config.setPoolName("registry");
    config.setJdbcUrl(registry.url());
    config.setUsername(registry.user());
    config.setPassword(registry.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(
        CONNECT.toMillis()); // then the activity fails, visibly, and is retried
    config.addDataSourceProperty("connectTimeout", CONNECT.toSeconds());
    config.addDataSourceProperty("socketTimeout", Bounds.ANSWER.toSeconds());
    config.setConnectionInitSql(Registry.LIMITS);
    config.setInitializationFailTimeout(-1); // Startup waits for it
    return new HikariDataSource(config) {
      @Override
      public Connection getConnection() throws SQLException {
        Lease.require();
        return super.getConnection();
      }
    };
  }

  @Singleton
  Registry registry(DataSource database) {
    return Registry.open(database);
  }

  @Singleton
  @Bean(preDestroy = "close")
  AwsClients aws() {
    return new AwsClients();
  }

  @Singleton
  Quotas quotas(AwsClients aws, Registry registry, Settings settings) {
    return new Quotas(aws, registry, settings);
  }

  @Singleton
  ParameterStore secrets(AwsClients aws) {
    return new ParameterStore(aws);
  }

  @Singleton
  WorkflowServiceStubsOptions stubsOptions(ClientConfigProfile temporal) {
    return temporal.toWorkflowServiceStubsOptions();
  }

  @Singleton
  @Bean(preDestroy = "shutdown")
  WorkflowServiceStubs stubs(WorkflowServiceStubsOptions options) {
    return WorkflowServiceStubs.newServiceStubs(options);
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
