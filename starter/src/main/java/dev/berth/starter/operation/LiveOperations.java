package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProblemCode;
import dev.berth.registry.Registry;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationQuery;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.launch.Run;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
   * Those that the query wants and that are older than an operation, if one is named; newest first,
   * as the registry has them. What is held, frozen or unwinding is known from Temporal's
   * visibility: it may lag a second behind. Without Temporal it is not shown, and cannot be asked
   * for.
   */
  List<OperationView> newest(OperationQuery query, String after, int limit) {
    boolean asked = query.state() != null && !query.state().ended();
    Map<String, String> live = asked ? runs.unusualStates() : Map.of();
    List<Operation> operations = registry.operations().newest(query, live, after, limit);
    Map<String, String> states =
        !asked && operations.stream().anyMatch(Operation::running) ? unusualStates() : live;
    return operations.stream()
        .map(
            o ->
                o.running() && states.containsKey(o.id())
                    ? views.of(o, states.get(o.id()))
                    : views.of(o))
        .toList();
  }

  private Map<String, String> unusualStates() {
    try {
      return runs.unusualStates();
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      LOG.warn("Temporal does not say which operations are held: {}", e.getMessage());
      return Map.of();
    }
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
   * The operation of this id.
   *
   * @throws Refusal when there is none
   */
  OperationView known(String id) throws InterruptedException {
    Refusal unknown =
        Refusal.of(ProblemCode.NO_SUCH_OPERATION, "There is no operation '%s'.".formatted(id));
    if (!UUID.matcher(id).matches()) {
      throw unknown;
    }
    return find(id).orElseThrow(() -> unknown);
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
    Optional<Run> run = newest.filter(r -> r.carriesOut(operation.id()));
    if (run.filter(Run::running).isPresent()) {
      return views.running(operation, run.get());
    }
    // It ended after the registry was read, or was ended from outside without a trace there.
    Operation now = registry.operations().find(operation.id()).orElse(operation);
    return now.running() ? views.endedFromOutside(now) : views.of(now);
  }

  private OperationView withoutTemporal(Operation operation, RuntimeException why) {
    LOG.warn("Temporal does not say where operation {} is: {}", operation.id(), why.getMessage());
    return operation.running() ? views.runningUnseen(operation) : views.of(operation);
  }
}
