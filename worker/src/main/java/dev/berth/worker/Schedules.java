package dev.berth.worker;

import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.pool.PoolRequest;
import dev.berth.workflows.sweep.SweepRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Temporal starts by itself, per region: sweeps, and the keeping of pools and images. Made at
 * a worker's start, or brought up to date with its configuration; a schedule that an operator
 * paused stays paused.
 */
@Singleton
public final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /** What was due while Temporal was down is not made up for: the next pass sees the same. */
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final ScheduleClient temporal;
  private final Configuration configuration;
  private final StartupWait wait = new StartupWait("Temporal's schedules");

  /**
   * When to sweep.
   *
   * @param interval from pass to pass
   * @param minAge how long ago an earlier pass must have seen what something is done about
   * @param emptyAfter how long a host stays empty until it is retired
   */
  public record SweepEvery(Duration interval, Duration minAge, Duration emptyAfter) {}

  /**
   * When to keep the pools.
   *
   * @param interval after what ended a new wait for work begins
   * @param checkEvery how often a host of a pool is checked
   * @param maxAge how long one may wait for a core before it is replaced
   */
  public record PoolEvery(Duration interval, Duration checkEvery, Duration maxAge) {}

  /**
   * When to look after the images.
   *
   * @param interval from look to look
   */
  public record ImagesEvery(Duration interval) {}

  /** Schedules for the regions of a configuration. */
  public Schedules(WorkflowClient client, Configuration configuration) {
    this.temporal =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build());
    this.configuration = configuration;
  }

  /**
   * Returns when the schedules are there, however long Temporal takes to answer, or when stopped.
   */
  public void start() {
    SweepEvery sweep = configuration.sweep();
    PoolEvery pool = configuration.pool();
    for (String region : configuration.settings().regions().keySet()) {
      // What is still under way sees the same: the next pass is not needed.
      put(
          SweepRequest.scheduled(region, sweep.minAge(), sweep.emptyAfter()),
          sweep.interval(),
          ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
      // The next wait begins as soon as the last one brought something to do, and that is done.
      put(
          new PoolRequest(region, pool.checkEvery(), pool.maxAge()),
          pool.interval(),
          ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE);
      put(
          KeepImagesRequest.scheduled(region),
          configuration.images().interval(),
          ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    }
  }

  private void put(Order order, Duration interval, ScheduleOverlapPolicy overlap) {
    wait.until(() -> tryPut(order.workflowId(), schedule(order, interval, overlap)));
  }

  private Optional<String> tryPut(String id, Schedule schedule) {
    try {
      temporal.createSchedule(id, schedule, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException e) {
      return update(id, schedule);
    } catch (RuntimeException e) {
      return trouble(id, e);
    }
    return Optional.empty();
  }

  private Optional<String> update(String id, Schedule wanted) {
    try {
      temporal
          .getHandle(id)
          .update(
              now ->
                  new ScheduleUpdate(
                      Schedule.newBuilder(now.getDescription().getSchedule())
                          .setAction(wanted.getAction())
                          .setSpec(wanted.getSpec())
                          .setPolicy(wanted.getPolicy())
                          .build()));
      return Optional.empty();
    } catch (RuntimeException e) {
      return trouble(id, e);
    }
  }

  private static Optional<String> trouble(String id, RuntimeException e) {
    Throwable why =
        e.getCause() == null ? e : e.getCause(); // the SDK says only "Schedule exception"
    if (why instanceof StatusRuntimeException said
        && said.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      LOG.warn(
          "This Temporal server has no schedules: nothing sweeps or keeps pools and images by itself");
      return Optional.empty();
    }
    return Optional.of(id + ": " + why.getMessage());
  }

  private static Schedule schedule(Order order, Duration interval, ScheduleOverlapPolicy overlap) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(order.kind().workflowType())
                .setArguments(order)
                // No summary: the SDK (1.38) cannot read such a schedule again.
                .setOptions(Launcher.options(order).setStaticSummary(null).build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(interval)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder().setOverlap(overlap).setCatchupWindow(CATCH_UP).build())
        .build();
  }

  /** Schedules that could not be made yet are left to the next worker. */
  @PreDestroy
  public void stop() {
    wait.giveUp();
  }
}
