package dev.berth.starter.host;

import dev.berth.client.api.ProblemCode;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.operation.Memo;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.Run;
import dev.berth.starter.temporal.Runs;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireHost;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.replacement.ReplaceHost;
import dev.berth.workflows.replacement.ReplaceRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Singleton;
import java.util.Map;

/** Starts what operators want done to a host. The workflow id is the lock. */
@Singleton
final class HostRuns {
  private final WorkflowClient client;
  private final Runs runs;

  HostRuns(WorkflowClient client, Runs runs) {
    this.client = client;
    this.runs = runs;
  }

  /** Who asks, and why. */
  record Asked(String requester, String requestId, String why) {}

  /** Starts the end of a host. */
  Run retire(HostRecord host, Asked by) {
    RetireHost run =
        client.newWorkflowStub(RetireHost.class, options(host, by, "retire host " + host.id()));
    RetireRequest request =
        new RetireRequest(
            host.id(), host.region(), host.plan(), by.why(), by.requester(), by.requestId(), true);
    return started(host, () -> WorkflowClient.start(run::retire, request));
  }

  /** Starts the replacement of whichever instance embodies the host. */
  Run replace(HostRecord host, Asked by) {
    ReplaceHost run =
        client.newWorkflowStub(ReplaceHost.class, options(host, by, "replace host " + host.id()));
    HostRequest what = new HostRequest(host.id(), host.region(), host.plan());
    ReplaceRequest request =
        new ReplaceRequest(what, null, by.why(), by.requester(), by.requestId());
    return started(host, () -> WorkflowClient.start(run::replace, request));
  }

  private Run started(HostRecord host, Runnable start) {
    try {
      start.run();
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw Refusal.of(
          ProblemCode.OPERATION_RUNS,
          "Operation %s works on host %s; nothing was started. Ask again when it has ended."
              .formatted(e.getExecution().getRunId(), host.id()));
    }
    return runs.newest(HostRequest.workflowId(host.id())).orElseThrow();
  }

  private static WorkflowOptions options(HostRecord host, Asked by, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(HostRequest.workflowId(host.id()))
        .setTaskQueue(TaskQueues.CALLS)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setTypedSearchAttributes(BerthAttributes.host(host.region(), host.plan()))
        .setStaticSummary(summary)
        .setMemo(Map.of(Memo.REQUESTER, by.requester(), Memo.REQUEST_ID, by.requestId()))
        .build();
  }
}
