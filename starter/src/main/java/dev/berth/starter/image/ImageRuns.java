package dev.berth.starter.image;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.FailureType;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts operations on images. The same inputs join the operation under way. */
@Singleton
final class ImageRuns {
  /** Planning takes a few calls to AWS; a client waits for 20 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final WorkflowClient client;
  private final Orders orders;
  private final LiveRuns runs;

  ImageRuns(WorkflowClient client, Orders orders, LiveRuns runs) {
    this.client = client;
    this.orders = orders;
    this.runs = runs;
  }

  /**
   * Plans an image, and starts the operation that bakes it unless the image exists.
   *
   * @return what is done; without an operation when the image exists
   * @throws Refusal when it cannot be baked, or no worker plans it in time
   */
  ImageTask plan(KeepImagesRequest request) {
    orders.start(request);
    try {
      return client.newUntypedWorkflowStub(request.workflowId())
          .getResult(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, ImageTask[].class)[0];
    } catch (TimeoutException e) {
      throw Refusal.of(
          ProblemCode.NO_WORKER,
          "No worker planned the image in time; it may still be baked. List the images, and ask again.");
    } catch (WorkflowFailedException e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(WorkflowFailedException e) {
    if (e.getCause() instanceof TemporalFailure failure) {
      String why = Failures.message(failure);
      return Failures.type(failure) == FailureType.INVALID
          ? Refusal.badInput(List.of(new Fault("image", why)))
          : Refusal.of(ProblemCode.IMAGE_NOT_PLANNED, "The image could not be planned: " + why);
    }
    return Refusal.of(ProblemCode.IMAGE_NOT_PLANNED, "The image could not be planned.");
  }

  /**
   * Starts the retirement of an image.
   *
   * @throws Refusal when another operation works on it
   */
  Run retire(RetireImageRequest request) {
    return orders.start(request);
  }

  /** The newest run on an image. */
  Run newest(String imageId) {
    return runs.newest(WorkflowIds.image(imageId)).orElseThrow();
  }
}
