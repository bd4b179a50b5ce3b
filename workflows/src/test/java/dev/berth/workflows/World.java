package dev.berth.workflows;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.berth.model.CoreKey;
import dev.berth.model.FailureType;
import dev.berth.model.Plan;
import dev.berth.model.Receipt;
import dev.berth.model.Requester;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindRequest;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.OperationNote;
import dev.berth.workflows.operation.Operations;
import dev.berth.workflows.operation.OperatorCommand;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.operation.WorkflowIds;
import dev.berth.workflows.pool.PoolRequest;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * The outside world as the workflows see it, behind their activity interfaces: it notes every call
 * in order and can be told to answer differently. One per test, on a time-skipping server, with
 * workers that can be lost.
 */
class World implements Operations, AutoCloseable {
  /** What takes the place of every activity that a workflow calls, or once called. */
  static final List<Class<?>> ACTIVITIES =
      List.of(
          World.class,
          CoresOfWorld.class,
          CoresOfWorld.DatabasesOfWorld.class,
          HostsOfWorld.class,
          Aftermath.class,
          PoolOfWorld.class,
          ReplacementOfWorld.class,
          ImagesOfWorld.class);

  static final CoreKey KEY = new CoreKey("acme", "production");
  static final Requester REQUESTER = new Requester("test", "request-1");
  static final Requester OPERATOR = new Requester("ops", "r-2");
  static final Host HOST = new Host("h1", "us-east-1", "i-1", "127.0.0.9");

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Ending> endings = new CopyOnWriteArrayList<>();
  final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  final List<OperationNote> notes = new CopyOnWriteArrayList<>();
  final Aftermath aftermath = new Aftermath(this);
  final CoresOfWorld cores = new CoresOfWorld(this);
  final HostsOfWorld hosts = new HostsOfWorld(this);
  final PoolOfWorld pool = new PoolOfWorld(this);
  final ReplacementOfWorld replacement = new ReplacementOfWorld(this);
  final ImagesOfWorld images = new ImagesOfWorld(this);
  final TestWorkflowEnvironment temporal;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> heldBack = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Class<?>[] workflows;
  private WorkerFactory workers;

  /** What a call does instead; may throw. */
  @FunctionalInterface
  interface Answer {
    void instead() throws Exception;
  }

  World() {
    this(Workflows.implementations());
  }

  /** A world whose workers know these workflows. */
  World(Class<?>... workflows) {
    this.workflows = workflows;
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    BerthAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    // Histories are kept: the default would name this machine in every event.
    options.setWorkflowClientOptions(
        WorkflowClientOptions.newBuilder().setIdentity("worker").build());
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    workers = startWorkers();
  }

  private WorkerFactory startWorkers() {
    // Else the server keeps what a lost worker had in its cache for that worker, for ever.
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
            .setDefaultDeadlockDetectionTimeout(30_000) // a busy computer is no deadlock
            .build();
    WorkerFactory factory = WorkerFactory.newInstance(temporal.getWorkflowClient());
    for (String queue : List.of(TaskQueues.CALLS, TaskQueues.WAITS, TaskQueues.LAUNCHES)) {
      Worker worker = factory.newWorker(queue, options);
      worker.registerActivitiesImplementations(
          this, cores, cores.databases, hosts, aftermath, pool, replacement, images);
      if (queue.equals(TaskQueues.CALLS)) {
        worker.registerWorkflowImplementationTypes(workflows);
      }
    }
    factory.start();
    return factory;
  }

  /** The workers are gone with all that they had in hand; others take their place. */
  void loseWorkers() {
    workers.shutdownNow();
    workers = startWorkers();
  }

  /**
   * The named call answers differently from now on; the name may carry a number, e.g. {@code launch
   * 1}.
   */
  World when(String call, Answer answer) {
    answers.put(call, answer);
    return this;
  }

  /** The named call is not answered before {@link #letGo}. */
  World holdBack(String call) {
    CountDownLatch latch = new CountDownLatch(1);
    heldBack.put(call, latch);
    return when(call, latch::await);
  }

  /** What was held back is answered, now and later. */
  void letGo(String call) {
    heldBack.get(call).countDown();
  }

  /** The named call is never answered the first time: its worker is about to be lost. */
  World lostIn(String call) {
    AtomicInteger tries = new AtomicInteger();
    return when(
        call,
        () -> {
          if (tries.getAndIncrement() == 0) {
            Uninterruptibles.awaitUninterruptibly(closed);
          }
        });
  }

  /** Waits until the named call was made. */
  void awaitCall(String call) {
    Awaitility.await().until(() -> calls.contains(call));
  }

  /** The core is ready already. */
  World readyAlready() {
    cores.readyAlready();
    return this;
  }

  /** The host is settled already. */
  World settledAlready() {
    hosts.settledAlready();
    return this;
  }

  /** A stopped instance embodies the host already. */
  World standingBy() {
    hosts.standingBy();
    return this;
  }

  /** Hosts boot from an image of ours. */
  World hasAnImage() {
    hosts.haveAnImage();
    return this;
  }

  /** The run of this id, before it begins. */
  WorkflowStub stub(Class<?> workflow, String id) {
    return WorkflowStub.fromTyped(
        temporal.getWorkflowClient().newWorkflowStub(workflow, options(id)));
  }

  /** The run that deploys the core, before it begins. */
  WorkflowStub deployCore() {
    return stub(DeployCore.class, WorkflowIds.core(KEY));
  }

  static DeployRequest request() {
    return new DeployRequest(KEY, "us-east-1", Plan.DEDICATED, null, REQUESTER);
  }

  static HostRequest hostRequest() {
    return new HostRequest("h1", "us-east-1", Plan.DEDICATED);
  }

  static UnwindRequest unwindRequest() {
    return new UnwindRequest(request(), "op-1");
  }

  static RetireRequest retireRequest() {
    return new RetireRequest(
        "h1", "us-east-1", Plan.DEDICATED, "orphan", SweepRequest.SCHEDULE, false);
  }

  static ReplaceRequest replaceRequest() {
    return new ReplaceRequest(hostRequest(), "i-1", "i-1 is impaired", SweepRequest.SCHEDULE);
  }

  static SweepRequest sweepRequest(boolean dryRun) {
    return new SweepRequest("us-east-1", dryRun, Duration.ofMinutes(5), null, null, REQUESTER);
  }

  static PoolRequest poolRequest() {
    return new PoolRequest("us-east-1", Duration.ofMinutes(5), Duration.ofDays(7));
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setTaskQueue(TaskQueues.CALLS)
        .build();
  }

  /** The named call fails for good, always. */
  World failing(String call, FailureType type, String message) {
    return failing(call, Integer.MAX_VALUE, type, message);
  }

  /** The named call fails for good, the first {@code times}. */
  World failing(String call, int times, FailureType type, String message) {
    AtomicInteger left = new AtomicInteger(times);
    return when(
        call,
        () -> {
          if (left.getAndDecrement() > 0) {
            throw Failures.terminal(type, message, null);
          }
        });
  }

  /** The named call fails for a moment, the first {@code times}. */
  World stumbling(String call, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return when(
        call,
        () -> {
          if (left.getAndDecrement() > 0) {
            throw Failures.retryable(FailureType.NOT_YET_VISIBLE, "not yet", null);
          }
        });
  }

  /** What the core's run is found by. */
  String attribute(SearchAttributeKey<String> key) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.core(KEY))
        .describe()
        .getTypedSearchAttributes()
        .get(key);
  }

  static Progress progress(WorkflowStub run) {
    return run.query("progress", Progress.class);
  }

  /** Waits until the run is held, and says by what. */
  static Progress.Held held(WorkflowStub run) {
    Awaitility.await().until(() -> progress(run).held() != null);
    return progress(run).held();
  }

  /** Gives a verb as an operator does. */
  static void tell(WorkflowStub run, String verb) {
    tell(run, verb, null);
  }

  /** Gives a verb that is meant for this step. */
  static void tell(WorkflowStub run, String verb, String step) {
    run.update(verb, Void.class, new OperatorCommand(OPERATOR, "we looked", step));
  }

  /** Gives a verb that is refused, and returns the refusal: {@code code: sentence}. */
  static String refused(WorkflowStub run, String verb, String step) {
    try {
      tell(run, verb, step);
    } catch (WorkflowUpdateException e) {
      return ((ApplicationFailure) e.getCause()).getOriginalMessage();
    }
    throw new AssertionError(verb + " was not refused");
  }

  /** Heartbeats until the server says that the activity is cancelled, as a wait does. */
  static void untilCancelled() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    while (true) {
      context.heartbeat("waiting");
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  /** A call is made, and answered as the world was told to. */
  void note(String call) {
    calls.add(call);
    Answer answer = answers.getOrDefault(call, answers.get(call.split(" ", 2)[0]));
    if (answer != null) {
      try {
        answer.instead();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }
  }

  @Override
  public void close(Ending ending) {
    note("close");
    endings.add(ending);
  }

  @Override
  public void note(OperationNote note) {
    note(note.type().word());
    notes.add(note);
  }

  @Override
  public void awaitThaw(String region) {
    note("thaw");
  }

  @Override
  public void close() {
    closed.countDown();
    workers.shutdownNow();
    temporal.close();
  }
}
