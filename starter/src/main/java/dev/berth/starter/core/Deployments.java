package dev.berth.starter.core;

import dev.berth.client.api.ProblemCode;
import dev.berth.starter.operation.Memo;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.Run;
import dev.berth.starter.temporal.Runs;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.State;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Starts deployments. The workflow id is the lock: one run per core, and who asks again joins it.
 */
@Singleton
final class Deployments {
  private final WorkflowClient client;
  private final Runs runs;

  Deployments(WorkflowClient client, Runs runs) {
    this.client = client;
    this.runs = runs;
  }

  /**
   * The run that carries out this request: a new one, or the one that already does.
   *
   * @throws Refusal when a run is under way that does something else
   */
  Run start(DeployRequest request) {
    String workflowId = request.key().workflowId();
    String asked = hash(request);
    DeployCore workflow = client.newWorkflowStub(DeployCore.class, options(request, asked));
    WorkflowClient.start(workflow::deploy, request);
    Run run = runs.newest(workflowId).orElseThrow();
    if (run.state() == State.UNWINDING) {
      throw Refusal.of(
          ProblemCode.UNWINDING,
          "The previous deployment of %s failed and is being unwound (operation %s). Ask again when it has ended."
              .formatted(request.key(), run.operationId()));
    }
    if (!isSame(run, request, asked)) {
      throw Refusal.of(
          ProblemCode.DIFFERENT_REQUEST_RUNS,
          "A deployment of %s with another region, plan or version is under way (operation %s). Wait until it has ended, or ask for the same."
              .formatted(request.key(), run.operationId()));
    }
    return run;
  }

  /** A run that the sweep started again has no memo: it goes by region and plan. */
  private static boolean isSame(Run run, DeployRequest request, String asked) {
    return run.memo(Memo.REQUEST)
        .map(asked::equals)
        .orElseGet(
            () ->
                run.attribute(BerthAttributes.REGION).equals(Optional.of(request.region()))
                    && run.attribute(BerthAttributes.PLAN)
                        .equals(Optional.of(request.plan().word())));
  }

  private static WorkflowOptions options(DeployRequest request, String asked) {
    String region = request.region();
    String plan = request.plan().word();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(request.key().workflowId())
        .setTaskQueue(TaskQueues.CALLS)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("Deploy %s: %s in %s".formatted(request.key(), plan, region))
        .setTypedSearchAttributes(
            BerthAttributes.core(
                request.key().customer(), request.key().environment(), region, plan))
        .setMemo(
            Map.of(
                Memo.REQUEST, asked,
                Memo.REQUESTER, request.requester(),
                Memo.REQUEST_ID, request.requestId()))
        .build();
  }

  /** Of what is asked, not of who asks. */
  private static String hash(DeployRequest request) {
    String asked =
        String.join(
            " ",
            request.key().toString(),
            request.region(),
            request.plan().word(),
            Objects.requireNonNullElse(request.version(), "open"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}
