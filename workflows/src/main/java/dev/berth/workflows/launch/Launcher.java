package dev.berth.workflows.launch;

import com.google.common.hash.Hashing;
import dev.berth.model.OperationState;
import dev.berth.workflows.launch.Launched.Busy;
import dev.berth.workflows.launch.Launched.Joined;
import dev.berth.workflows.launch.Launched.Started;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Starts every operation. The workflow id is the lock. An order for which a run is under way
 * already joins that run when kind and request are the same; else it is told that the subject is
 * busy. The conflict policy is FAIL on purpose: USE_EXISTING would join a run of another kind.
 */
public final class Launcher {
  /** A run may end between the refusal and the look at it; then the lock is free again. */
  private static final int ATTEMPTS = 5;

  private final WorkflowClient temporal;
  private final Runs runs;

  /** On this Temporal. */
  public Launcher(WorkflowClient temporal) {
    this.temporal = temporal;
    this.runs = new Runs(temporal);
  }

  /** Starts an operation, or finds the one that holds its lock. Asking twice is harmless. */
  public Launched launch(Order order) {
    WorkflowOptions options =
        options(order)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        return new Started(
            temporal
                .newUntypedWorkflowStub(order.kind().workflowType(), options)
                .start(order)
                .getRunId());
      } catch (WorkflowExecutionAlreadyStarted e) {
        Optional<Launched> holder =
            runs.newest(order.workflowId()).filter(Run::running).map(run -> holder(order, run));
        if (holder.isPresent()) {
          return holder.get();
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Launched holder(Order order, Run run) {
    boolean same =
        run.kind().equals(Optional.of(order.kind()))
            && run.memo(Memo.REQUEST).equals(Optional.of(hash(order)));
    return same ? new Joined(run.operationId()) : new Busy(run.operationId(), run.kind());
  }

  /**
   * What a run of this order is started with; a schedule's runs are started with the same. Without
   * policies: the SDK refuses a schedule that names one.
   */
  public static WorkflowOptions.Builder options(Order order) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(order.workflowId())
        .setTaskQueue(TaskQueues.CALLS)
        .setTypedSearchAttributes(attributes(order))
        .setStaticSummary(summary(order))
        .setMemo(memo(order));
  }

  /** For people, e.g. {@code deploy-core acme/production: packed in eu-west-1}. */
  private static String summary(Order order) {
    String plan = order.plan() == null ? "" : order.plan().word() + " ";
    return "%s %s: %sin %s".formatted(order.kind().word(), order.subject(), plan, order.region());
  }

  private static SearchAttributes attributes(Order order) {
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder()
            .set(BerthAttributes.REGION, order.region())
            .set(BerthAttributes.STATE, OperationState.RUNNING.word());
    if (order.plan() != null) {
      attributes.set(BerthAttributes.PLAN, order.plan().word());
    }
    if (order.core() != null) {
      attributes
          .set(BerthAttributes.CUSTOMER, order.core().customer())
          .set(BerthAttributes.ENVIRONMENT, order.core().environment());
    }
    return attributes.build();
  }

  private static Map<String, Object> memo(Order order) {
    Map<String, Object> memo = new HashMap<>();
    memo.put(Memo.REQUEST, hash(order));
    memo.put(Memo.REQUESTER, order.requester().name());
    if (order.requester().requestId() != null) {
      memo.put(Memo.REQUEST_ID, order.requester().requestId());
    }
    return memo;
  }

  /** Tells a repeated request from a different one: of what is asked, not of its requester. */
  static String hash(Order order) {
    return Hashing.sha256()
        .hashString(order.subject() + "\n" + order.asked(), StandardCharsets.UTF_8)
        .toString();
  }
}
