package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.CoreKey;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.registry.Registry;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationQuery;
import dev.berth.registry.operation.OperationQuery.Live;
import dev.berth.starter.key.Caller;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.BerthAttributes;
import io.grpc.StatusRuntimeException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.security.authentication.Authentication;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations as they are now. The registry knows those that have placed, Temporal those that run;
 * while Temporal is away, the registry alone answers.
 */
@Singleton
public final class LiveOperations {
  private static final Logger LOG = LoggerFactory.getLogger(LiveOperations.class);

  /** Temporal's visibility lags by about a second. */
  private static final int LOOK_UPS = 4;

  private static final Duration BETWEEN_LOOK_UPS = Duration.ofMillis(500);

  static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Registry registry;
  private final LiveRuns runs;
  private final OperationViews views;

  LiveOperations(Registry registry, LiveRuns runs, OperationViews views) {
    this.registry = registry;
    this.runs = runs;
    this.views = views;
  }

  /**
   * Those that the query wants and that are older than an operation, if one is named; newest first.
   * The registry has them; what those that run do just now is known from Temporal. Without Temporal
   * it is not shown, and cannot be asked for.
   */
  List<OperationView> newest(OperationQuery query, String after, int limit) {
    Map<String, Live> asked = asked(query);
    List<Operation> operations =
        registry.operations().newest(query, List.copyOf(asked.values()), after, limit);
    Map<String, Live> live = asked.isEmpty() ? liveIfKnown(operations) : asked;
    return operations.stream().map(o -> listed(o, live.get(o.id()))).toList();
  }

  /** What is needed to know which operations are in this state, or have this reason. */
  private Map<String, Live> asked(OperationQuery query) {
    OperationState state = query.state();
    boolean ends = state != null && state.ended();
    if ((state == null && query.reason() == null) || (ends && state != OperationState.LEFT)) {
      return Map.of();
    }
    List<Operation> running = registry.operations().running();
    return ends ? liveIfKnown(running) : live(running);
  }

  private OperationView listed(Operation operation, @Nullable Live now) {
    if (!operation.running() || now == null) {
      return views.of(operation);
    }
    return now.state() == OperationState.LEFT
        ? views.endedFromOutside(operation)
        : views.of(operation, now);
  }

  /**
   * What the operations on cores that run do just now, by core; {@code left} when the run was ended
   * from outside. Empty without Temporal.
   */
  public Map<CoreKey, OperationState> onCores() {
    List<Operation> operations =
        registry.operations().running().stream().filter(o -> o.customer() != null).toList();
    Map<String, Live> live = liveIfKnown(operations);
    return operations.stream()
        .filter(o -> isLive(live.get(o.id())))
        .collect(
            Collectors.toMap(
                o -> new CoreKey(o.customer(), o.environment()),
                o -> live.get(o.id()).state(),
                (older, newer) -> newer));
  }

  private static boolean isLive(@Nullable Live now) {
    return now != null && (!now.state().ended() || now.state() == OperationState.LEFT);
  }

  private Map<String, Live> liveIfKnown(List<Operation> operations) {
    try {
      return live(operations);
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      LOG.warn("Temporal does not say what the operations do: {}", e.getMessage());
      return Map.of();
    }
  }

  /** What those do that the registry has as running, by id. */
  private Map<String, Live> live(List<Operation> operations) {
    List<Operation> running = operations.stream().filter(Operation::running).toList();
    if (running.isEmpty()) {
      return Map.of();
    }
    Map<String, Live> open = runs.open();
    Map<String, Live> live = new HashMap<>();
    for (Operation operation : running) {
      Live seen = open.get(operation.id());
      // A run that visibility does not show is new, was reset, has just ended, or is no more.
      live.put(operation.id(), seen == null ? live(operation.id(), operation) : seen);
    }
    return live;
  }

  private Live live(String id, Operation operation) {
    return runOf(operation, runs.newest(operation.workflowId()))
        .map(run -> new Live(id, run.state(), reason(run)))
        .orElseGet(
            () -> {
              Operation now = again(operation);
              return now.running()
                  ? new Live(id, OperationState.LEFT, FailureType.TERMINATED.word())
                  : new Live(id, now.state(), now.reason());
            });
  }

  private static @Nullable String reason(Run run) {
    return run.attribute(BerthAttributes.REASON).orElse(null);
  }

  private static Optional<Run> runOf(Operation operation, Optional<Run> newest) {
    return newest.filter(run -> run.carriesOut(operation.id()) && run.running());
  }

  /** Without a run it ended after the registry was read, or was ended from outside. */
  private Operation again(Operation operation) {
    return registry.operations().find(operation.id()).orElse(operation);
  }

  /** The operation of this id, a UUID. */
  public Optional<OperationView> find(String id) throws InterruptedException {
    for (int lookUp = 1; ; lookUp++) {
      Optional<OperationView> found =
          registry.operations().find(id).map(this::live).or(() -> runs.find(id).map(views::of));
      if (found.isPresent() || lookUp == LOOK_UPS) {
        return found;
      }
      Thread.sleep(BETWEEN_LOOK_UPS);
    }
  }

  /**
   * The newest operation on a core. Every operation is a run of the core's workflow id, so when
   * Temporal's newest run is another one than the registry's, it is newer and has not placed yet.
   */
  public Optional<OperationView> newestOf(String customer, String environment, String workflowId) {
    Optional<Operation> known = registry.operations().newestOf(customer, environment);
    try {
      Optional<Run> run = runs.newest(workflowId);
      if (run.isPresent() && known.map(Operation::id).filter(run.get()::carriesOut).isEmpty()) {
        return run.map(views::of);
      }
      return known.map(operation -> live(operation, run));
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      return Optional.of(known.map(o -> withoutTemporal(o, e)).orElseThrow(() -> e));
    }
  }

  /**
   * The same, as far as the caller's key lets it see.
   *
   * @throws Refusal when there is none, or it is another customer's
   */
  OperationView known(String id, Authentication caller) throws InterruptedException {
    OperationView found = known(id);
    if (!Caller.mayAsk(caller, found.customer())) {
      throw unknown(id);
    }
    return found;
  }

  private static Refusal unknown(String id) {
    return Refusal.of(ProblemCode.NO_SUCH_OPERATION, "There is no operation '%s'.".formatted(id));
  }

  /**
   * The operation of this id.
   *
   * @throws Refusal when there is none
   */
  OperationView known(String id) throws InterruptedException {
    if (!UUID.matcher(id).matches()) {
      throw unknown(id);
    }
    return find(id).orElseThrow(() -> unknown(id));
  }

  /** The operation of a workflow id's newest run. */
  Optional<OperationView> newestOfRun(String workflowId) {
    return runs.newest(workflowId).map(views::of);
  }

  /**
   * The newest operation on a core that the registry knows: enough when the core is ready. Temporal
   * is asked only while that operation runs.
   */
  public Optional<OperationView> remembered(String customer, String environment) {
    return registry.operations().newestOf(customer, environment).map(this::live);
  }

  private OperationView live(Operation operation) {
    if (!operation.running()) {
      return views.of(operation);
    }
    try {
      return live(operation, runs.newest(operation.workflowId()));
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      return withoutTemporal(operation, e);
    }
  }

  private OperationView live(Operation operation, Optional<Run> newest) {
    if (!operation.running()) {
      return views.of(operation);
    }
    Optional<Run> run = runOf(operation, newest);
    if (run.isPresent()) {
      return views.running(operation, run.get());
    }
    Operation now = again(operation);
    return now.running() ? views.endedFromOutside(now) : views.of(now);
  }

  private OperationView withoutTemporal(Operation operation, RuntimeException why) {
    LOG.warn("Temporal does not say where operation {} is: {}", operation.id(), why.getMessage());
    return operation.running() ? views.runningUnseen(operation) : views.of(operation);
  }
}
