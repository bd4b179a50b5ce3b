package dev.berth.activities.sweep;

import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindCore;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireHost;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.image.BakeImage;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.RetireImage;
import dev.berth.workflows.image.RetireImageRequest;
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

  /** Starts the end of a host. */
  public Started retire(RetireRequest request) {
    RetireHost run =
        temporal.newWorkflowStub(
            RetireHost.class,
            options(
                HostRequest.workflowId(request.hostId()),
                BerthAttributes.host(request.region(), request.plan()),
                "retire host " + request.hostId()));
    return started(() -> WorkflowClient.start(run::retire, request));
  }

  /** Starts the bake of an image. */
  public Started bake(BakeRequest request) {
    BakeImage run =
        temporal.newWorkflowStub(
            BakeImage.class, options(request.plan().imageId(), request.plan().region(), "bake"));
    return started(() -> WorkflowClient.start(run::bake, request));
  }

  /** Starts the end of an image. */
  public Started retire(RetireImageRequest request) {
    RetireImage run =
        temporal.newWorkflowStub(
            RetireImage.class, options(request.imageId(), request.region(), "retire"));
    return started(() -> WorkflowClient.start(run::retire, request));
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
    return started(() -> WorkflowClient.start(run::replace, request)).words("replaces it");
  }

  String unwind(DeployOrder order) {
    UnwindCore run =
        temporal.newWorkflowStub(
            UnwindCore.class, options(order.request(), "unwind " + order.request().key()));
    return started(() -> WorkflowClient.start(run::unwind, order)).words("unwinds it");
  }

  String deploy(DeployRequest request) {
    DeployCore run =
        temporal.newWorkflowStub(
            DeployCore.class, options(request, "deploy " + request.key() + " again"));
    return started(() -> WorkflowClient.start(run::deploy, request)).words("deploys it again");
  }

  /**
   * The run that holds the lock.
   *
   * @param anew false when it ran already
   */
  public record Started(String operationId, boolean anew) {
    /** What came of it, for people; {@code what} is what a new run does. */
    public String words(String what) {
      return anew
          ? "%s (operation %s)".formatted(what, operationId)
          : "left: operation %s works on it".formatted(operationId);
    }
  }

  private static Started started(Supplier<WorkflowExecution> start) {
    try {
      return new Started(start.get().getRunId(), true);
    } catch (WorkflowExecutionAlreadyStarted e) {
      return new Started(e.getExecution().getRunId(), false);
    }
  }

  private static WorkflowOptions options(String imageId, String region, String verb) {
    return options(
        ImagePlan.workflowId(imageId),
        BerthAttributes.host(region, ImageSettings.PLAN),
        "%s image %s in %s".formatted(verb, imageId, region));
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
