package dev.berth.workflows;

import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.host.LaunchHost;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One way through a workflow. Tests play it and look at the world afterwards; its history is kept
 * in the corpus under its name.
 *
 * @param name {@code core-} or {@code host-} and what happens
 * @param begins starts the run
 * @param answers tells the world how it will answer
 * @param meanwhile what is done to the run before it ends
 */
record Branch(
    String name,
    Function<World, WorkflowStub> begins,
    Consumer<World> answers,
    Meanwhile meanwhile) {

  /** What somebody does to a run under way. */
  @FunctionalInterface
  interface Meanwhile {
    void happens(World world, WorkflowStub run);
  }

  /** A way through {@link DeployCore} where nothing special happens. */
  static Branch core(String name) {
    return new Branch(
        "core-" + name,
        world -> started(WorkflowStub.fromTyped(world.deployCore()), World.request()),
        _ -> {},
        (_, _) -> {});
  }

  /** A way through {@link LaunchHost} where nothing special happens. */
  static Branch host(String name) {
    return new Branch(
        "host-" + name,
        world -> started(WorkflowStub.fromTyped(world.launchHost()), World.hostRequest()),
        _ -> {},
        (_, _) -> {});
  }

  private static WorkflowStub started(WorkflowStub run, Object input) {
    run.start(input);
    return run;
  }

  /** The same with a beginning of its own. */
  Branch beginning(Function<World, WorkflowStub> own) {
    return new Branch(name, own, answers, meanwhile);
  }

  /** The same in a world that answers so. */
  Branch given(Consumer<World> more) {
    return new Branch(name, begins, answers.andThen(more), meanwhile);
  }

  /** The same while this happens. */
  Branch when(Meanwhile action) {
    return new Branch(name, begins, answers, action);
  }

  /** Begins the run in this world and leaves it to the caller. */
  WorkflowStub begin(World world) {
    answers.accept(world);
    return begins.apply(world);
  }

  /** Plays the branch in this world, to the end of its run. */
  WorkflowStub play(World world) {
    WorkflowStub run = begin(world);
    meanwhile.happens(world, run);
    try {
      run.getResult(Object.class);
    } catch (WorkflowFailedException _) {
      // Many branches end so; what matters is in the world and in the history.
    }
    return run;
  }
}
