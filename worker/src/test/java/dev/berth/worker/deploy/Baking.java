package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageWish;
import dev.berth.workflows.image.KeepImages;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.UUID;

/** Asks for images, and waits for them. */
final class Baking {
  private final Berth berth;

  Baking(Berth berth) {
    this.berth = berth;
  }

  /** Asks for an image of what is configured. */
  ImageTask ask() {
    return ask(new ImageWish(null, null));
  }

  /** Asks for an image with this version of the core. */
  ImageTask ask(String version) {
    return ask(new ImageWish(version, null));
  }

  ImageTask ask(ImageWish wish) {
    return keep(new KeepImagesRequest(Berth.REGION, wish, new Requester("test", "request-1")))
        .getFirst();
  }

  /** What the schedule does. */
  List<ImageTask> upkeep() {
    return keep(KeepImagesRequest.scheduled(Berth.REGION));
  }

  private List<ImageTask> keep(KeepImagesRequest request) {
    KeepImages run =
        berth.temporal.newWorkflowStub(
            KeepImages.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(request.workflowId() + "/" + UUID.randomUUID())
                .setTaskQueue(TaskQueues.CALLS)
                .build());
    return run.keep(request);
  }

  /** An image of what is configured, baked now. */
  ImageRecord baked() {
    return await(ask());
  }

  /** An image with this version of the core, baked now. */
  ImageRecord baked(String version) {
    return await(ask(version));
  }

  /** The image, once its operation has ended well. */
  ImageRecord await(ImageTask task) {
    run(task).getResult(Object.class);
    return image(task);
  }

  /** The operation, once it has ended badly. */
  Operation awaitFailure(ImageTask task) {
    try {
      run(task).getResult(Object.class);
    } catch (WorkflowFailedException expected) {
      Operation operation = berth.registry.operations().find(task.operationId()).orElseThrow();
      assertThat(operation.state()).isEqualTo(OperationState.UNWOUND);
      return operation;
    }
    throw new AssertionError("image " + task.plan().imageId() + " was baked");
  }

  ImageRecord image(ImageTask task) {
    return berth.registry.images().find(task.plan().imageId()).orElseThrow();
  }

  WorkflowStub run(ImageTask task) {
    return berth.temporal.newUntypedWorkflowStub("image/" + task.plan().imageId());
  }
}
