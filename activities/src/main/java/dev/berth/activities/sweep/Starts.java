package dev.berth.activities.sweep;

import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindCore;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireHost;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.replacement.ReplaceHost;
import dev.berth.workflows.replacement.ReplaceRequest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.util.function.Supplier;

/**
 * Starts what the sweep and the pool ask for, under the workflow id that is the lock. Whoever holds
 * the lock already is left alone.
 */
public final class Starts {
  private final WorkflowClient temporal;

  /** On this Temporal. */
  public Starts(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** Starts the end of a host; returns what came of it, in words. */
  public String retire(RetireRequest request) {
    RetireHost run =
        temporal.newWorkflowStub(
            RetireHost.class,
            options(
                HostRequest.workflowId(request.hostId()),
                BerthAttributes.host(request.region(), request.plan()),
                "retire host " + request.hostId()));
    return started("retires it", () -> WorkflowClient.start(run::retire, request));
  }

  /** Starts the replacement of a host's instance; returns what came of it, in words. */
  String replace(ReplaceRequest request) {
    HostRequest host = request.host();
    ReplaceHost run =
        temporal.newWorkflowStub(
            ReplaceHost.class,
            options(
                host.workflowId(),
                BerthAttributes.host(host.region(), host.plan()),
                "replace host " + host.hostId()));
    return started("replaces it", () -> WorkflowClient.start(run::replace, request));
  }

  String unwind(DeployOrder order) {
    UnwindCore run =
        temporal.newWorkflowStub(
            UnwindCore.class, options(order.request(), "unwind " + order.request().key()));
    return started("unwinds it", () -> WorkflowClient.start(run::unwind, order));
  }

  String deploy(DeployRequest request) {
    DeployCore run =
        temporal.newWorkflowStub(
            DeployCore.class, options(request, "deploy " + request.key() + " again"));
    return started("deploys it again", () -> WorkflowClient.start(run::deploy, request));
  }

  private static String started(String what, Supplier<WorkflowExecution> start) {
    try {
      return "%s (operation %s)".formatted(what, start.get().getRunId());
    } catch (WorkflowExecutionAlreadyStarted e) {
      return "left: operation %s works on it".formatted(e.getExecution().getRunId());
    }
  }

  private static WorkflowOptions options(DeployRequest request, String summary) {
    return options(
        request.key().workflowId(),
        BerthAttributes.core(
            request.key().customer(),
            request.key().environment(),
            request.region(),
            request.plan().word()),
        summary);
  }

  private static WorkflowOptions options(
      String workflowId, SearchAttributes attributes, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.CALLS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setTypedSearchAttributes(attributes)
        .setStaticSummary(summary)
        .build();
  }
}
