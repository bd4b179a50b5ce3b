package dev.berth.workflows;

import dev.berth.model.Plan;
import dev.berth.workflows.pool.PoolRequest;
import dev.berth.workflows.pool.PoolTask;
import dev.berth.workflows.pool.PoolTask.What;
import dev.berth.workflows.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The warm pool as its workflow sees it. */
final class PoolOfWorld implements Pools {
  final List<PoolTask> givenUp = new ArrayList<>();
  private final World world;
  private List<PoolTask> due = List.of();

  PoolOfWorld(World world) {
    this.world = world;
  }

  /** The pool needs these. */
  void needs(What... whats) {
    due =
        Stream.of(whats).map(what -> new PoolTask(what, Plan.DEDICATED, "h1", "because")).toList();
  }

  @Override
  public List<PoolTask> awaitWork(PoolRequest request) {
    world.note("work?");
    return due;
  }

  @Override
  public void fill(String region, Plan plan) {
    world.note("fill");
  }

  @Override
  public void stop(String region, PoolTask task) {
    world.note("stop");
  }

  @Override
  public void giveUp(String region, PoolTask task) {
    world.note("give up");
    givenUp.add(task);
  }

  @Override
  public void check(String region, PoolTask task) {
    world.note("check pool");
  }
}
