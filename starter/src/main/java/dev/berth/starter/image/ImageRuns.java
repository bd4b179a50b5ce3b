package dev.berth.starter.image;

import dev.berth.client.api.ImageOrderView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.KeepImages;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImage;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.model.FailureType;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts what is done about images. The same wish joins what is under way. */
@Singleton
final class ImageRuns {
  /** Planning takes a few calls to AWS; a client waits for 20 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final WorkflowClient client;

  ImageRuns(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Has an image baked, unless it is there or under way.
   *
   * @throws Refusal when the wish can never be met, or no worker plans it in time
   */
  ImageOrderView bake(KeepImagesRequest request) {
    String workflowId = request.workflowId() + "/" + UUID.randomUUID();
    KeepImages run =
        client.newWorkflowStub(
            KeepImages.class, options(workflowId, request.region(), "plan an image"));
    WorkflowClient.start(run::keep, request);
    try {
      ImageTask task =
          WorkflowStub.fromTyped(run)
              .getResult(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, ImageTask[].class)[0];
      return new ImageOrderView(
          task.plan().imageId(), request.region(), task.operationId(), task.outcome());
    } catch (TimeoutException e) {
      throw Refusal.unavailable(
          "no-worker",
          "No worker has planned the image in time; it may still be baked. Look at the images, and ask again.");
    } catch (WorkflowFailedException e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(WorkflowFailedException e) {
    if (e.getCause() instanceof TemporalFailure failure) {
      String why = FailureType.message(failure);
      return FailureType.of(failure) == FailureType.INVALID
          ? Refusal.badInput(List.of(new Fault("image", why)))
          : Refusal.unavailable("image-not-planned", "The image could not be planned: " + why);
    }
    return Refusal.unavailable("image-not-planned", "The image could not be planned.");
  }

  /**
   * Has an image taken away.
   *
   * @throws Refusal when another operation works on it
   */
  ImageOrderView retire(RetireImageRequest request) {
    RetireImage run =
        client.newWorkflowStub(
            RetireImage.class,
            options(request.workflowId(), request.region(), "retire image " + request.imageId()));
    try {
      String operationId = WorkflowClient.start(run::retire, request).getRunId();
      return new ImageOrderView(
          request.imageId(), request.region(), operationId, "is being retired");
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw Refusal.conflict(
          "busy",
          "Operation %s works on image %s. Wait for it, or cancel it."
              .formatted(e.getExecution().getRunId(), request.imageId()));
    }
  }

  private static WorkflowOptions options(String workflowId, String region, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.CALLS)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(BerthAttributes.REGION, region)
                .set(BerthAttributes.STATE, State.RUNNING.word())
                .build())
        .setStaticSummary(summary)
        .build();
  }
}
