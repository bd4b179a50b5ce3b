package dev.berth.starter.image;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.ImageView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.FailureType;
import dev.berth.model.ImageState;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.image.ImageRecord;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.WorkflowIds;
import io.micronaut.core.annotation.Nullable;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists, bakes, promotes and retires images, where their state allows it. */
@Singleton
final class Images {
  private final Registry registry;
  private final Orders orders;
  private final LiveRuns runs;
  private final OperationViews views;

  Images(Registry registry, Orders orders, LiveRuns runs, OperationViews views) {
    this.registry = registry;
    this.orders = orders;
    this.runs = runs;
    this.views = views;
  }

  /** The images that are not gone, newest first; of a region, or of all when it is null. */
  List<ImageView> list(@Nullable String region) {
    return registry.images().of(region).stream()
        .filter(image -> image.state() != ImageState.RETIRED)
        .map(ImageViews::of)
        .toList();
  }

  /** The answer to a request for an image. */
  sealed interface Baked {
    /** The image exists. */
    record Present(ImageView image) implements Baked {}

    /** An operation bakes it. */
    record Started(Accepted accepted) implements Baked {}
  }

  /**
   * Bakes an image, unless the same inputs were baked before.
   *
   * @throws Refusal when it cannot be baked, or no worker plans it in time
   */
  Baked bake(KeepImagesRequest request) {
    ImageTask task = plan(request);
    String id = task.plan().imageId();
    return task.operationId() == null
        ? new Baked.Present(ImageViews.of(find(id)))
        : new Baked.Started(accepted(id, runs.newest(WorkflowIds.image(id)).orElseThrow()));
  }

  private ImageTask plan(KeepImagesRequest request) {
    orders.start(request);
    try {
      return runs.result(request.workflowId(), ImageTask[].class)
          .map(tasks -> tasks[0])
          .orElseThrow(
              () ->
                  Refusal.of(
                      ProblemCode.NO_WORKER,
                      "No worker planned the image in time; it may still be baked. List the images, and ask again."));
    } catch (WorkflowFailedException e) {
      throw notPlanned(e);
    }
  }

  private static Refusal notPlanned(WorkflowFailedException e) {
    if (e.getCause() instanceof TemporalFailure failure) {
      String why = Failures.message(failure);
      return Failures.type(failure) == FailureType.INVALID
          ? Refusal.badInput(List.of(new Fault("image", why)))
          : Refusal.of(ProblemCode.IMAGE_NOT_PLANNED, "The image could not be planned: " + why);
    }
    return Refusal.of(ProblemCode.IMAGE_NOT_PLANNED, "The image could not be planned.");
  }

  /**
   * Makes an image current in its region.
   *
   * @throws Refusal when there is no such image, or no host can boot from it
   */
  ImageView promote(String id, Requester requester) {
    ImageRecord image =
        registry.images().promote(id, new Actor(requester, null)).orElseThrow(() -> unknown(id));
    if (!image.available()) {
      throw Refusal.of(
          ProblemCode.IMAGE_NOT_AVAILABLE,
          "Image %s is %s: no host can boot from it. Promote an available image, or bake one."
              .formatted(id, image.state().word()));
    }
    return ImageViews.of(image);
  }

  /**
   * Starts the retirement of an image.
   *
   * @throws Refusal when there is no such image, it is current or in use, or another operation runs
   *     on it
   */
  Accepted retire(String id, Requester requester) {
    ImageRecord image = find(id);
    if (image.state() == ImageState.RETIRED) {
      throw Refusal.of(ProblemCode.IMAGE_RETIRED, "Image %s is retired already.".formatted(id));
    }
    if (image.current()) {
      throw Refusal.of(
          ProblemCode.IMAGE_CURRENT,
          "Image %s is current in %s. Promote or bake another one first."
              .formatted(id, image.region()));
    }
    if (image.hosts() > 0) {
      throw Refusal.of(
          ProblemCode.IMAGE_IN_USE,
          "%d hosts run image %s. Retire it when they are gone.".formatted(image.hosts(), id));
    }
    RetireImageRequest request = new RetireImageRequest(id, image.region(), "requested", requester);
    return accepted(id, orders.start(request));
  }

  private Accepted accepted(String id, Run run) {
    return new Accepted(views.accepted(run), null, id);
  }

  private ImageRecord find(String id) {
    return registry.images().find(id).orElseThrow(() -> unknown(id));
  }

  private static Refusal unknown(String id) {
    return Refusal.of(
        ProblemCode.NO_SUCH_IMAGE,
        "There is no image '%s'. The list of images shows their ids; AMI ids are not accepted."
            .formatted(id));
  }
}
