package dev.berth.workflows;

import static dev.berth.workflows.World.held;
import static dev.berth.workflows.World.refused;
import static dev.berth.workflows.World.tell;

import dev.berth.model.FailureType;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.UnwindCore;
import dev.berth.workflows.host.LaunchHost;
import dev.berth.workflows.host.RetireHost;
import dev.berth.workflows.image.BakeImage;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.KeepImages;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImage;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.OperatorCommand;
import dev.berth.workflows.operation.WorkflowIds;
import dev.berth.workflows.pool.KeepPool;
import dev.berth.workflows.replacement.ReplaceHost;
import dev.berth.workflows.sweep.Sweep;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One way through a workflow. Tests play it and look at the world afterwards; its history is kept
 * in the corpus under its name.
 *
 * @param name what runs, a hyphen, and what happens
 * @param run the run before it begins
 * @param input what it is told
 * @param begins starts it
 * @param answers tells the world how it will answer
 * @param meanwhile what is done to the run before it ends
 */
record Branch(
    String name,
    Function<World, WorkflowStub> run,
    Object input,
    BiConsumer<WorkflowStub, Object> begins,
    Consumer<World> answers,
    Meanwhile meanwhile) {

  /** What is done to a run under way. */
  @FunctionalInterface
  interface Meanwhile {
    void happens(World world, WorkflowStub run);
  }

  /** A way through {@link DeployCore} where nothing special happens. */
  static Branch core(String name) {
    return of(
        "core-" + name,
        w -> w.stub(DeployCore.class, WorkflowIds.core(World.KEY)),
        World.request());
  }

  /** A way through {@link UnwindCore} where nothing special happens. */
  static Branch unwind(String name) {
    return of(
        "unwind-" + name,
        w -> w.stub(UnwindCore.class, WorkflowIds.core(World.KEY)),
        World.unwindRequest());
  }

  /** A way through {@link LaunchHost} where nothing special happens. */
  static Branch host(String name) {
    return of("host-" + name, w -> w.stub(LaunchHost.class, "host/h1"), World.hostRequest());
  }

  /** A way through {@link RetireHost} where nothing special happens. */
  static Branch retire(String name) {
    return of("retire-" + name, w -> w.stub(RetireHost.class, "host/h1"), World.retireRequest());
  }

  /** A way through {@link ReplaceHost} where nothing special happens. */
  static Branch replace(String name) {
    return of("replace-" + name, w -> w.stub(ReplaceHost.class, "host/h1"), World.replaceRequest());
  }

  /** A way through {@link Sweep} where nothing special happens. */
  static Branch sweep(String name) {
    return of(
        "sweep-" + name, w -> w.stub(Sweep.class, "sweep/us-east-1"), World.sweepRequest(false));
  }

  /** A way through {@link KeepPool} where nothing special happens. */
  static Branch pool(String name) {
    return of("pool-" + name, w -> w.stub(KeepPool.class, "pool/us-east-1"), World.poolRequest());
  }

  /** A way through {@link BakeImage} where nothing special happens. */
  static Branch bake(String name) {
    return of(
        "bake-" + name,
        w -> w.stub(BakeImage.class, "image/m1"),
        new BakeRequest(ImagesOfWorld.PLAN, World.REQUESTER));
  }

  /** A way through {@link RetireImage} where nothing special happens. */
  static Branch retireImage(String name) {
    return of(
        "retire-image-" + name,
        w -> w.stub(RetireImage.class, "image/m1"),
        new RetireImageRequest("m1", "us-east-1", "old", World.REQUESTER));
  }

  /** A way through {@link KeepImages} where nothing special happens. */
  static Branch keepImages(String name) {
    return of(
        "keep-images-" + name,
        w -> w.stub(KeepImages.class, "images/us-east-1"),
        KeepImagesRequest.scheduled("us-east-1"));
  }

  /** A way through this workflow, started with this, where nothing special happens. */
  static Branch of(String name, Function<World, WorkflowStub> run, Object input) {
    return new Branch(name, run, input, WorkflowStub::start, _ -> {}, (_, _) -> {});
  }

  /** The same, and the run is told this. */
  Branch told(Object other) {
    return new Branch(name, run, other, begins, answers, meanwhile);
  }

  /** The same in a world that answers so. */
  Branch given(Consumer<World> more) {
    return new Branch(name, run, input, begins, answers.andThen(more), meanwhile);
  }

  /** The same while this happens. */
  Branch when(Meanwhile action) {
    return new Branch(name, run, input, begins, answers, action);
  }

  /** The same, and this call fails for good, always. */
  Branch failing(String call, FailureType type) {
    return given(w -> w.failing(call, type, "no: " + call));
  }

  /** The same, and this call is refused once by what an operator can cure. */
  Branch denied(String call) {
    return given(w -> w.failing(call, 1, FailureType.DENIED, "AccessDenied: no policy"));
  }

  /** The same, and the region is frozen when this call is made first. */
  Branch frozen(String call) {
    return given(w -> w.failing(call, 1, FailureType.FROZEN, "frozen"));
  }

  /** The same, and an operator answers the hold so. */
  Branch answered(String verb) {
    return when(
        (_, run) -> {
          held(run);
          tell(run, verb);
        });
  }

  /** The same, and this happens while the call is made, which is answered afterwards. */
  Branch during(String call, Meanwhile action) {
    return given(w -> w.holdBack(call))
        .when(
            (world, run) -> {
              world.awaitCall(call);
              action.happens(world, run);
              world.letGo(call);
            });
  }

  /** The same, and this happens during the wait, which ends when it is cancelled. */
  Branch duringWait(String wait, Meanwhile action) {
    return given(w -> w.when(wait, World::untilCancelled))
        .when(
            (world, run) -> {
              world.awaitCall(wait);
              action.happens(world, run);
            });
  }

  /** The same, and the workers are lost while they make this call for the first time. */
  Branch losingWorkersIn(String call) {
    return given(w -> w.lostIn(call))
        .when(
            (world, _) -> {
              world.awaitCall(call);
              world.loseWorkers();
            });
  }

  /** The same, cancelled before its first step. */
  Branch cancelledAtOnce() {
    return new Branch(name, run, input, Branch::startCancelled, answers, meanwhile);
  }

  private static void startCancelled(WorkflowStub run, Object input) {
    run.startUpdateWithStart(
        UpdateOptions.newBuilder(Void.class)
            .setUpdateName("cancel")
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        new Object[] {new OperatorCommand(World.OPERATOR, "we looked", null)},
        new Object[] {input});
  }

  /** An operator cancels. */
  static void cancel(World world, WorkflowStub run) {
    tell(run, "cancel");
  }

  /** An operator cancels too late. */
  static void cancelInVain(World world, WorkflowStub run) {
    refused(run, "cancel", null);
  }

  /** A person cancels with Temporal's own means. */
  static void cancelByTemporal(World world, WorkflowStub run) {
    run.cancel();
  }

  /** Begins the run in this world and leaves it to the caller. */
  WorkflowStub begin(World world) {
    answers.accept(world);
    WorkflowStub stub = run.apply(world);
    begins.accept(stub, input);
    return stub;
  }

  /** Plays the branch in this world, to the end of its run. */
  WorkflowStub play(World world) {
    WorkflowStub stub = begin(world);
    meanwhile.happens(world, stub);
    try {
      stub.getResult(Object.class);
    } catch (WorkflowFailedException _) {
      // Many branches end so; what matters is in the world and in the history.
    }
    return stub;
  }
}
