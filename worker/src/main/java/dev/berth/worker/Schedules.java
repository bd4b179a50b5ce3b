package dev.berth.worker;

import dev.berth.activities.settings.Settings;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.State;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.sweep.Sweep;
import dev.berth.workflows.sweep.SweepRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
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
import io.temporal.common.SearchAttributes;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Temporal starts by itself: a sweep per region. Made at a worker's start, or brought up to
 * date with its configuration; a schedule that an operator paused stays paused.
 */
@Singleton
public final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /** What was due while Temporal was down is not made up for: the next pass sees the same. */
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final ScheduleClient temporal;
  private final Settings settings;
  private final SweepEvery sweep;
  private final Patience patience = new Patience("Temporal's schedules");

  /**
   * When to sweep.
   *
   * @param interval from pass to pass
   * @param minAge how long ago an earlier pass must have seen what something is done about
   */
  public record SweepEvery(Duration interval, Duration minAge) {}

  /** Schedules for these regions. */
  public Schedules(WorkflowClient client, Settings settings, SweepEvery sweep) {
    this.temporal =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build());
    this.settings = settings;
    this.sweep = sweep;
  }

  /**
   * Returns when the schedules are there, however long Temporal takes to answer, or when stopped.
   */
  public void start() {
    settings.regions().keySet().forEach(region -> patience.until(() -> put(region)));
  }

  private Optional<String> put(String region) {
    String id = SweepRequest.workflowId(region);
    Schedule schedule = schedule(id, region);
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
      LOG.warn("This Temporal server has no schedules: nothing sweeps by itself");
      return Optional.empty();
    }
    return Optional.of(id + ": " + why.getMessage());
  }

  private Schedule schedule(String id, String region) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(Sweep.class)
                .setArguments(SweepRequest.scheduled(region, sweep.minAge()))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.CALLS)
                        .setTypedSearchAttributes(
                            SearchAttributes.newBuilder()
                                .set(BerthAttributes.REGION, region)
                                .set(BerthAttributes.STATE, State.RUNNING.word())
                                .build())
                        // No summary: the SDK (1.38) cannot read such a schedule again.
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(sweep.interval())))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build())
        .build();
  }

  /** Schedules that could not be made yet are left to the next worker. */
  @PreDestroy
  public void stop() {
    patience.giveUp();
  }
}
