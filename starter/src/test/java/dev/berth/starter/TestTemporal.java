package dev.berth.starter;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import jakarta.inject.Singleton;

/** Leads the starter to the test's own Temporal. */
@Singleton
@Requires(beans = TestWorkflowEnvironment.class)
final class TestTemporal implements BeanCreatedEventListener<WorkflowServiceStubsOptions> {
  private final TestWorkflowEnvironment temporal;
  private final TestVisibility visibility;
  private final TestLink link;

  TestTemporal(TestWorkflowEnvironment temporal, TestVisibility visibility, TestLink link) {
    this.temporal = temporal;
    this.visibility = visibility;
    this.link = link;
  }

  @Override
  public WorkflowServiceStubsOptions onCreated(
      BeanCreatedEvent<WorkflowServiceStubsOptions> created) {
    return WorkflowServiceStubsOptions.newBuilder(created.getBean())
        .setTarget(null)
        .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
        .addGrpcClientInterceptor(visibility)
        .addGrpcClientInterceptor(link)
        .build();
  }
}
