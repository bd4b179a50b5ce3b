package dev.berth.worker;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;

/** Leads the worker to the test's own Temporal. */
@Singleton
@Requires(property = TestTemporal.TARGET)
final class TestTemporal implements BeanCreatedEventListener<WorkflowServiceStubsOptions> {
  static final String TARGET = "test.temporal";

  private final String target;

  TestTemporal(@Property(name = TARGET) String target) {
    this.target = target;
  }

  @Override
  public WorkflowServiceStubsOptions onCreated(
      BeanCreatedEvent<WorkflowServiceStubsOptions> created) {
    return WorkflowServiceStubsOptions.newBuilder(created.getBean()).setTarget(target).build();
  }
}
