package dev.berth.worker;

import dev.berth.activities.BerthActivities;
import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.operation.Heartbeats;
import dev.berth.activities.operation.TypedFailures;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.workflows.Workflows;
import dev.berth.workflows.operation.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the three task queues, from the start of the process until SIGTERM. */
@Singleton
public final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** A run whose worker was killed goes on elsewhere after this (the SDK's own default is 5 s). */
  private static final Duration STICKY = Duration.ofSeconds(2);

  private static final int CALLS = 50;
  private static final int WAITS = 1000;
  private static final int WORKFLOW_TASKS = 20;

  private final WorkflowClient temporal;
  private final SearchAttributes attributes;
  private final WorkerFactory factory;
  private final StartupWait wait = new StartupWait("Temporal");

  /**
   * Workers that poll once they are started.
   *
   * @param around interceptors around everything, the last one outermost; only tests have any
   */
  @Inject
  public Workers(
      WorkflowClient temporal,
      Registry registry,
      AwsClients aws,
      SecretStore secrets,
      Settings settings,
      List<WorkerInterceptor> around) {
    this.temporal = temporal;
    attributes = new SearchAttributes(temporal);
    factory =
        WorkerFactory.newInstance(
            temporal,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(200)
                .setWorkerInterceptors(
                    Stream.concat(Arrays.stream(interceptors()), around.stream())
                        .toArray(WorkerInterceptor[]::new))
                .build());
    Object[] activities = BerthActivities.all(registry, aws, secrets, settings, temporal);
    Worker calls = factory.newWorker(TaskQueues.CALLS, slots(TaskQueues.CALLS, CALLS).build());
    calls.registerWorkflowImplementationTypes(Workflows.implementations());
    calls.registerActivitiesImplementations(activities);
    factory
        .newWorker(TaskQueues.WAITS, slots(TaskQueues.WAITS, WAITS).build())
        .registerActivitiesImplementations(activities);
    factory
        .newWorker(
            TaskQueues.LAUNCHES,
            slots(TaskQueues.LAUNCHES, CALLS)
                .setMaxTaskQueueActivitiesPerSecond((double) settings.launchesPerSecond())
                .build())
        .registerActivitiesImplementations(activities);
  }

  /** The innermost first: what is logged has its type. */
  static WorkerInterceptor[] interceptors() {
    return new WorkerInterceptor[] {
      new Heartbeats(), new TypedFailures(), new ActivityLabels(), new LogContext()
    };
  }

  private static WorkerOptions.Builder slots(String taskQueue, int activities) {
    return Heartbeats.options(taskQueue)
        .setUsingVirtualThreads(true)
        .setMaxConcurrentActivityExecutionSize(activities)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setStickyQueueScheduleToStartTimeout(STICKY);
  }

  /** Returns when polling has begun, however long Temporal takes to answer, or when stopped. */
  public void start() {
    wait.until(this::poll);
  }

  private Optional<String> poll() {
    try {
      // Else a channel that found no server looks again after up to two minutes.
      temporal.getWorkflowServiceStubs().getRawChannel().resetConnectBackoff();
      Optional<String> trouble = attributes.ensure();
      if (trouble.isEmpty()) {
        factory.start();
        LOG.info(
            "Berth worker polls {}, {} and {}",
            TaskQueues.CALLS,
            TaskQueues.WAITS,
            TaskQueues.LAUNCHES);
      }
      return trouble;
    } catch (StatusRuntimeException e) {
      return Optional.of(words(e));
    }
  }

  /**
   * Asks Temporal for the client's namespace.
   *
   * @throws StatusRuntimeException when it does not answer in time, or has no such namespace
   */
  public static void requireNamespace(WorkflowClient temporal, int seconds) {
    var _ =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .withDeadlineAfter(seconds, TimeUnit.SECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder()
                    .setNamespace(temporal.getOptions().getNamespace())
                    .build());
  }

  /** What Temporal says, or why it says nothing. */
  public static String words(StatusRuntimeException trouble) {
    return trouble.getCause() == null
        ? trouble.getMessage()
        : trouble.getMessage() + " (" + trouble.getCause().getMessage() + ")";
  }

  /** What it waits for, and why; empty when it polls. */
  Optional<String> waiting() {
    return wait.reason().map(why -> "waiting for Temporal: " + why);
  }

  /** True once the worker polls. */
  public boolean polling() {
    return factory.isStarted() && !factory.isShutdown();
  }

  /** Hands over what runs: waits are taken up by another worker, calls have 20 s to end. */
  @PreDestroy
  public void stop() {
    wait.giveUp();
    if (factory.isStarted()) {
      factory.shutdown();
      factory.awaitTermination(20, TimeUnit.SECONDS);
    }
  }
}
