package dev.berth.starter.image;

import dev.berth.starter.operation.Orders;

import dev.berth.workflows.operation.Failures;
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
  private final Orders orders;

  ImageRuns(WorkflowClient client, Orders orders) {
    this.client = client;
    this.orders = orders;
  }

  /**
   * Has an image baked, unless it is there or under way.
   *
   * @throws Refusal when the wish can never be met, or no worker plans it in time
   */
  ImageOrderView bake(KeepImagesRequest request) {
    orders.start(request);
    try {
      ImageTask task =
          client.newUntypedWorkflowStub(request.workflowId())
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
      String why = Failures.message(failure);
      return Failures.type(failure) == FailureType.INVALID
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
    return new ImageOrderView(
        request.imageId(),
        request.region(),
        orders.start(request).operationId(),
        "is being retired");
  }
}
