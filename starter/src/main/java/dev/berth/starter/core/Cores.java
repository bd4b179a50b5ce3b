package dev.berth.starter.core;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.CoreKey;
import dev.berth.model.CoreState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreQuery;
import dev.berth.registry.core.CoreRecord;
import dev.berth.starter.operation.LiveOperations;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.operation.WorkflowIds;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;

/** Deploys, operates on and shows cores. */
@Singleton
final class Cores {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,40}/[a-z0-9-]{2,40}");

  private final Orders orders;
  private final LiveOperations operations;
  private final OperationViews views;
  private final Registry registry;

  Cores(Orders orders, LiveOperations operations, OperationViews views, Registry registry) {
    this.orders = orders;
    this.operations = operations;
    this.views = views;
    this.registry = registry;
  }

  /**
   * Deploys a core, unless it is ready.
   *
   * @return without an operation when it is ready already
   * @throws Refusal when the request conflicts with the core or with the operation under way
   */
  CoreReport deploy(DeployRequest request) {
    Optional<CoreRecord> core = find(request.core());
    if (core.isPresent() && core.get().ready()) {
      refuseChange(core.get(), request);
      return new CoreReport(CoreViews.of(core.get(), null), null, null);
    }
    return CoreViews.report(core, views.accepted(orders.start(request)));
  }

  /** A request without a version matches any. */
  private static void refuseChange(CoreRecord core, DeployRequest request) {
    boolean same =
        core.region().equals(request.region())
            && core.plan() == request.plan()
            && (request.version() == null || request.version().equals(core.version()));
    if (!same) {
      throw Refusal.of(
          ProblemCode.CORE_DIFFERS,
          "The core %s is ready, as %s in %s with version %s. Changing the region, plan or version of a core is not offered yet."
              .formatted(request.core(), core.plan().word(), core.region(), core.version()));
    }
  }

  /**
   * Starts an operation on a core that is ready.
   *
   * @throws Refusal when there is no such core, it is not ready, or another operation works on it
   */
  Accepted operate(OperationKind kind, CoreKey key, @Nullable String reason, Requester requester) {
    CoreRecord core = ready(key, kind.word() + " needs a ready core, and nothing was started");
    String why = Objects.requireNonNullElse(reason, "requested");
    return new Accepted(
        views.accepted(
            orders.start(
                new ReadyCoreRequest(kind, key, core.region(), core.plan(), why, requester))),
        CoreViews.of(core, OperationState.RUNNING),
        null);
  }

  /**
   * A core that is ready.
   *
   * @param why it must be, for people
   * @throws Refusal when it is not, or was never requested
   */
  CoreRecord ready(CoreKey key, String why) {
    Optional<CoreRecord> core = find(key);
    return core.filter(CoreRecord::ready)
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.CORE_NOT_READY,
                    "The core %s is %s: %s.".formatted(key, state(key, core), why)));
  }

  private String state(CoreKey key, Optional<CoreRecord> core) {
    return core.filter(known -> known.state() == CoreState.LOST)
        .map(known -> known.state().word())
        .orElseGet(() -> show(key).core().state());
  }

  /**
   * A core and its newest operation, and where that is while it runs.
   *
   * @throws Refusal when no such core was ever requested
   */
  CoreReport show(CoreKey key) {
    Optional<CoreRecord> core = find(key);
    if (core.isPresent() && core.get().ready()) {
      return operations
          .remembered(key.customer(), key.environment())
          .map(operation -> CoreViews.report(core, operation))
          .orElseGet(() -> new CoreReport(CoreViews.of(core.get(), null), null, null));
    }
    return operations
        .newestOf(key.customer(), key.environment(), WorkflowIds.core(key))
        .map(operation -> CoreViews.report(core, operation))
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.NO_SUCH_CORE, "No core %s has been requested yet.".formatted(key)));
  }

  /** Those that the query wants, after {@code customer/environment}, or from the first. */
  Page<CoreView> list(CoreQuery query, @Nullable String after, int limit) {
    String name = Page.after(after, NAME);
    int slash = name.indexOf('/');
    String customer = name.substring(0, Math.max(slash, 0));
    String environment = name.substring(slash + 1);
    Map<CoreKey, OperationState> operations = this.operations.onCores();
    return Page.cut(
        registry.cores().list(query, customer, environment, limit + 1).stream()
            .map(core -> CoreViews.of(core, operations.get(core.key())))
            .toList(),
        limit,
        core -> core.customer() + "/" + core.environment());
  }

  /** The core of a request that was refused, as far as the registry tells. */
  CoreView refused(DeployRequest request) {
    try {
      return find(request.core())
          .map(core -> CoreViews.of(core, null))
          .orElseGet(() -> CoreViews.unknown(request));
    } catch (JdbiException e) {
      return CoreViews.unknown(request);
    }
  }

  private Optional<CoreRecord> find(CoreKey key) {
    return registry.cores().find(key.customer(), key.environment());
  }
}
