package dev.berth.starter.temporal;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/**
 * The connection to Temporal, configured by its own environment variables ({@code TEMPORAL_ADDRESS}
 * and so on) and made at the first call.
 */
@Factory
final class TemporalFactory {
  /** After this the caller hears 503 and asks again: a request may be repeated safely. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Singleton
  ClientConfigProfile profile() throws IOException {
    return ClientConfigProfile.load();
  }

  @Singleton
  WorkflowServiceStubsOptions stubsOptions(ClientConfigProfile profile) {
    return WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
        .setRpcTimeout(PATIENCE)
        .setSystemInfoTimeout(PATIENCE)
        .setRpcRetryOptions(RpcRetryOptions.newBuilder().setExpiration(PATIENCE).build())
        .build();
  }

  @Bean(preDestroy = "shutdownNow")
  @Singleton
  WorkflowServiceStubs stubs(WorkflowServiceStubsOptions options) {
    return WorkflowServiceStubs.newServiceStubs(options);
  }

  @Singleton
  WorkflowClient client(WorkflowServiceStubs stubs, ClientConfigProfile profile) {
    return WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions());
  }
}
