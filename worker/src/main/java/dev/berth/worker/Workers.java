package dev.berth.worker;

import dev.berth.activities.BerthActivities;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.operation.Heartbeats;
import dev.berth.activities.operation.TypedFailures;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.workflows.core.DeployCoreWorkflow;
import dev.berth.workflows.core.UnwindCoreWorkflow;
import dev.berth.workflows.host.LaunchHostWorkflow;
import dev.berth.workflows.host.RetireHostWorkflow;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.sweep.SweepWorkflow;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the three task queues, from the start of the process until SIGTERM. */
@Singleton
public final class Workers implements ApplicationEventListener<StartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** A run whose worker was killed goes on elsewhere after this (the SDK's own default is 5 s). */
  private static final Duration STICKY = Duration.ofSeconds(2);

  private static final int CALLS = 50;
  private static final int WAITS = 1000;
  private static final int WORKFLOW_TASKS = 20;

  /** RunInstances: 2 per second is what the account's bucket refills (aws.md 3.3). */
  private static final double LAUNCHES_PER_SECOND = 2;

  private static final Duration TEMPORAL_RETRY = Duration.ofSeconds(2);

  private final WorkerFactory factory;
  private volatile boolean stopping;

  /** Workers that poll once they are started. */
  public Workers(
      WorkflowClient temporal,
      Registry registry,
      AwsClients aws,
      ParameterStore secrets,
      Settings settings) {
    factory =
        WorkerFactory.newInstance(
            temporal,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(200)
                .setWorkerInterceptors(new Heartbeats(), new TypedFailures())
                .build());
    Object[] activities = BerthActivities.all(registry, aws, secrets, settings, temporal);
    Worker calls = factory.newWorker(TaskQueues.CALLS, slots(CALLS).build());
    calls.registerWorkflowImplementationTypes(
        DeployCoreWorkflow.class,
        LaunchHostWorkflow.class,
        RetireHostWorkflow.class,
        SweepWorkflow.class,
        UnwindCoreWorkflow.class);
    calls.registerActivitiesImplementations(activities);
    factory
        .newWorker(TaskQueues.WAITS, slots(WAITS).build())
        .registerActivitiesImplementations(activities);
    factory
        .newWorker(
            TaskQueues.LAUNCHES,
            slots(CALLS).setMaxTaskQueueActivitiesPerSecond(LAUNCHES_PER_SECOND).build())
        .registerActivitiesImplementations(activities);
  }

  private static WorkerOptions.Builder slots(int activities) {
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setMaxConcurrentActivityExecutionSize(activities)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setStickyQueueScheduleToStartTimeout(STICKY);
  }

  /**
   * Starts polling as soon as Temporal answers; until then the process lives and says why it is
   * idle.
   */
  @Override
  public void onApplicationEvent(StartupEvent event) {
    Thread.ofVirtual().name("workers-start").start(this::start);
  }

  /** Returns when polling has begun, however long Temporal takes to answer. */
  public void start() {
    while (!stopping && !factory.isStarted()) {
      try {
        factory.start();
        LOG.info(
            "Berth worker polls {}, {} and {}",
            TaskQueues.CALLS,
            TaskQueues.WAITS,
            TaskQueues.LAUNCHES);
      } catch (RuntimeException e) {
        LOG.warn("Temporal does not answer yet, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(TEMPORAL_RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** True once the worker polls. */
  public boolean polling() {
    return factory.isStarted() && !factory.isShutdown();
  }

  /** Hands over what runs: waits are taken up by another worker, calls have 20 s to end. */
  @PreDestroy
  public void stop() {
    stopping = true;
    factory.shutdown();
    factory.awaitTermination(20, TimeUnit.SECONDS);
  }
}
