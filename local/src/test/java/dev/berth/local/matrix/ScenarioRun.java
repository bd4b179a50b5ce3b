package dev.berth.local.matrix;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.simulator.host.InMemoryHosts;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One scenario, played once in a region of its own: without a fault to record it, or with one. */
final class ScenarioRun {
  /** The requester of everything that the matrix asks for. */
  static final Requester MATRIX = new Requester("matrix", "request-1");

  /** Far above what any cell takes; one that takes longer hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int LOOK_SECONDS = 10;

  /** Below a call's timeout. */
  private static final int PAUSE_SECONDS = 3;

  final MatrixWorld world;
  final String region;
  final Scenario scenario;
  final Variant variant;
  final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final Optional<Cell> cell;
  private final Defect defect;
  private final LostHostFault lostHost = new LostHostFault(this);
  private final LateIntervention intervention = new LateIntervention(this, lostHost);
  private final Optional<Stall> stall;
  private final Moments moments = new Moments();
  private final Map<Moment, Recorded> recorded = Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicBoolean struck = new AtomicBoolean();
  private final CountDownLatch placed = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private volatile boolean refused;

  /** Whether a run was parked. */
  volatile boolean held;

  /**
   * Whether a run waits for a workflow task that was given out. Temporal's in-memory server refuses
   * a task that cancels an activity which has completed meanwhile (ACTIVITY_UNKNOWN), and sometimes
   * never gives it out again; the real one makes a new task.
   */
  private volatile boolean lost;

  ScenarioRun(
      MatrixWorld world, Scenario scenario, Variant variant, Optional<Cell> cell, Defect defect) {
    this.world = world;
    this.scenario = scenario;
    this.variant = variant;
    this.cell = cell;
    this.defect = defect;
    stall = cell.filter(c -> c.fault().stalls()).map(Stall::new);
    region = world.newRegion();
    world.interceptor.enter(this);
  }

  // The play.

  /** Returns when every run of the region has ended. */
  void play() {
    if (scenario.neighbour != Scenario.Neighbour.NONE) {
      WorkflowStub neighbour = deploy(neighbour(), null);
      if (scenario.neighbour == Scenario.Neighbour.READY) {
        neighbour.getResult(Core.class);
      } else {
        Awaitility.await().until(() -> !hosts().isEmpty());
      }
    }
    if (variant == Variant.BAD_INSTANCE) {
      world.machines.nextIsUnfit(region);
    }
    Optional<Operator> operator =
        cell.filter(c -> c.fault().terminal()).map(c -> new Operator(this, c));
    if (scenario.pooled()) {
      new PoolUpkeep(this).fill();
    }
    String version = variant == Variant.CORE_ENDS ? InMemoryHosts.BROKEN : null;
    if (scenario == Scenario.BAKED) {
      bake(version);
    } else {
      deploy(customer(), version);
    }
    end(workflowId());
    if (scenario == Scenario.RESTARTED) {
      restart();
      end(workflowId());
    }
    if (variant == Variant.SWEPT) {
      new LeftBehind(this).instance();
      new Passes(this).untilNothingIsFound();
    }
    lostHost.replace();
    if (scenario.neighbour != Scenario.Neighbour.NONE) {
      end(WorkflowIds.core(key(neighbour())));
    }
    hosts().forEach(host -> end("host/" + host));
    operator.ifPresent(Operator::leave);
    stall.ifPresent(this::land);
    cell.filter(_ -> !struck.get())
        .ifPresent(
            _ ->
                problems.add(
                    "the run never came to where the fault was to be, only to " + moments));
  }

  /** What a late effect left behind is the sweep's to find. */
  private void land(Stall stalled) {
    if (stalled.isToMeetTheNextDeployment()) {
      deploy(customer(), null);
      end(workflowId());
    }
    stalled.land().ifPresent(problems::add);
    hosts().forEach(host -> end("host/" + host));
    if (!new Remains(world, region).leftOver().isEmpty()) {
      new Passes(this).untilNothingIsFound();
    }
  }

  private WorkflowStub deploy(String customer, String version) {
    return launch(new DeployRequest(key(customer), region, scenario.plan, version, MATRIX));
  }

  private void restart() {
    OperationKind kind = OperationKind.RESTART_CORE;
    launch(new ReadyCoreRequest(kind, key(customer()), region, scenario.plan, "slow", MATRIX));
  }

  private WorkflowStub launch(Order order) {
    var _ = new Launcher(world.temporal).launch(order);
    return world.temporal.newUntypedWorkflowStub(order.workflowId());
  }

  private void bake(String version) {
    String base =
        world
            .clients
            .ssm(region)
            .getParameter(r -> r.name(world.settings.region(region).baseImage()))
            .parameter()
            .value();
    ImagePlan plan =
        new ImagePlan(
            imageId(),
            region,
            "berth-matrix-" + imageId(),
            base,
            world.settings.coreImage(version),
            "sha256:0",
            "docker",
            "scripts",
            1);
    launch(new BakeRequest(plan, MATRIX));
  }

  private String imageId() {
    return "m-" + region;
  }

  /** Returns when the run has ended, if there is one. */
  void end(String workflowId) {
    WorkflowStub run = world.temporal.newUntypedWorkflowStub(workflowId);
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(WorkflowServiceException.class) // a look that was broken off
          .until(() -> hasEnded(run));
    } catch (ConditionTimeoutException e) {
      problems.add("it does not end: " + run.query("progress", Progress.class).why());
      run.describe().getRawDescription().getPendingActivitiesList().stream()
          .map(pending -> "pending: " + pending.toString().replace('\n', ' '))
          .forEach(problems::add);
      String tail = tail(workflowId);
      problems.add("its history ends with " + tail);
      lost |= tail.endsWith("WORKFLOW_TASK_STARTED") || tail.endsWith("WORKFLOW_TASK_SCHEDULED");
      run.terminate("end of cell");
      return;
    } catch (WorkflowNotFoundException e) {
      return; // never started
    }
    stall.ifPresent(stalled -> stalled.ended(workflowId));
    if (variant != Variant.SWEPT || !terminated(run)) {
      world.replays.problem(world.temporal.fetchHistory(workflowId)).ifPresent(problems::add);
    }
  }

  /** However it has: what it left tells. */
  private static boolean hasEnded(WorkflowStub run) {
    try {
      run.getResult(LOOK_SECONDS, TimeUnit.SECONDS, Object.class);
      return true;
    } catch (WorkflowFailedException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Code has no part in such an end, and the SDK does not replay it. */
  private static boolean terminated(WorkflowStub run) {
    return run.describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED;
  }

  private String tail(String workflowId) {
    List<String> types =
        world.temporal.fetchHistory(workflowId).getEvents().stream()
            .map(event -> event.getEventType().name().replace("EVENT_TYPE_", ""))
            .toList();
    return String.join(" ", types.subList(Math.max(0, types.size() - 12), types.size()));
  }

  String customer() {
    return region + "-acme";
  }

  String neighbour() {
    return region + "-neighbour";
  }

  private CoreKey key(String customer) {
    return new CoreKey(customer, "some-environment");
  }

  String workflowId() {
    return scenario == Scenario.BAKED
        ? WorkflowIds.image(imageId())
        : WorkflowIds.core(key(customer()));
  }

  List<String> hosts() {
    return world.rows("SELECT id FROM hosts WHERE region = ?", region);
  }

  // What happens around every activity.

  ActivityOutput around(
      Moment.Run run, ActivityExecutionContext activity, Supplier<ActivityOutput> effect) {
    Moment moment = moments.of(run, activity.getInfo());
    waitForTheOther(run);
    stall.ifPresent(stalled -> stalled.passing(moment, activity.getInfo()));
    if (cell.isEmpty()) {
      record(moment, activity.getInfo().getWorkflowId());
    }
    if (moment.activity().equals("AwaitHost")) {
      waiting.countDown();
    }
    intervention.strike(moment, activity);
    try {
      return cell.isPresent()
              && cell.get().at().moment().equals(moment)
              && struck.compareAndSet(false, true)
          ? new FaultInjection(this, activity).at(cell.get(), effect)
          : effect.get();
    } finally {
      if (run == Moment.Run.DEPLOY) {
        placed.countDown();
      }
    }
  }

  /** The launch of a host that a core joins goes on when it was joined. */
  private void waitForTheOther(Moment.Run run) {
    if (run == Moment.Run.HOST && scenario.neighbour == Scenario.Neighbour.WAITING) {
      try {
        placed.await(PAUSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void record(Moment moment, String workflowId) {
    if (moment.run() == Moment.Run.POOL && moment.occurrence() > 1) {
      return; // how often a pool looks is up to the clock
    }
    Progress now =
        world.temporal.newUntypedWorkflowStub(workflowId).query("progress", Progress.class);
    boolean unwinding = now.state() == OperationState.UNWINDING;
    recorded.putIfAbsent(moment, new Recorded(moment, now.step(), unwinding));
  }

  // What is known afterwards.

  Stall stall() {
    return stall.orElseThrow();
  }

  Defect defect() {
    return defect;
  }

  List<Recorded> recorded() {
    return List.copyOf(recorded.values());
  }

  /** Whether the scenarioRun proves nothing, because the test server lost a task. */
  boolean lost() {
    return lost;
  }

  /**
   * Whether the deployment has come to wait for its host: cancelled there, its cancel meets no call
   * that is about to complete, which the test server could not bear.
   */
  boolean waitsForItsHost() {
    return waiting.getCount() == 0;
  }

  /** A cancel came too late. */
  void refuse() {
    refused = true;
  }

  /** Whether a cancel came too late. */
  boolean refused() {
    return refused;
  }
}
