package dev.berth.local.matrix;

import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PoolRecord;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.pool.KeepPool;
import dev.berth.workflows.pool.KeepPool.PoolStep;
import dev.berth.workflows.pool.PoolRequest;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The passes that keep a pool of one host, until it is ready for a core or will never be. */
final class PoolUpkeep {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A host is checked in every pass, and never too old. */
  private static final Duration CHECKED = Duration.ZERO;

  private static final Duration OLD = Duration.ofDays(1);

  private final ScenarioRun scenarioRun;
  private WorkflowStub pass;

  PoolUpkeep(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
  }

  static String workflowId(String region) {
    return new PoolRequest(region, CHECKED, OLD).workflowId();
  }

  /** Returns when no pass runs any more. */
  void fill() {
    boolean running = scenarioRun.scenario == Scenario.KEPT_RUNNING;
    scenarioRun
        .world
        .registry
        .pools()
        .set(
            scenarioRun.region,
            Plan.valueOf(scenarioRun.scenario.plan.name()),
            running ? 1 : 0,
            running ? 0 : 1,
            new Actor(new Requester("matrix", null), null));
    begin();
    Awaitility.await().atMost(PATIENCE).until(this::over);
    try {
      pass.cancel();
    } catch (WorkflowServiceException e) {
      // It has ended.
    }
    scenarioRun.end(workflowId(scenarioRun.region));
  }

  /** What a schedule does: the next pass begins when one has ended. */
  private boolean over() {
    boolean ended =
        pass.describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    if (ready() || failed()) {
      return ended || waits(); // what it does is done to its end
    }
    if (ended) {
      scenarioRun.end(workflowId(scenarioRun.region));
      begin();
    }
    return false;
  }

  private boolean waits() {
    return pass.query("progress", Progress.class).step().equals(PoolStep.WAIT.word());
  }

  private void begin() {
    KeepPool keep =
        scenarioRun.world.temporal.newWorkflowStub(
            KeepPool.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId(scenarioRun.region))
                .setTaskQueue(TaskQueues.CALLS)
                .build());
    WorkflowClient.start(keep::keep, new PoolRequest(scenarioRun.region, CHECKED, OLD));
    pass = WorkflowStub.fromTyped(keep);
  }

  /** Seen to be fit, not only launched. */
  private boolean ready() {
    List<PoolRecord> pools = scenarioRun.world.registry.pools().of(scenarioRun.region);
    return pools.stream().anyMatch(pool -> pool.runningReady() + pool.stoppedReady() == 1)
        && !rows("SELECT id FROM hosts WHERE region = ? AND checked_at IS NOT NULL").isEmpty();
  }

  /** The pool waits for minutes then, and no core waits for the pool. */
  private boolean failed() {
    return !rows("SELECT id FROM hosts WHERE region = ? AND state = 'failed'").isEmpty();
  }

  private List<String> rows(String sql) {
    return scenarioRun.world.rows(sql, scenarioRun.region);
  }
}
