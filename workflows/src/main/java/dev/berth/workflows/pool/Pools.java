package dev.berth.workflows.pool;

import dev.berth.model.Plan;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What keeps a warm pool full and fit. The second time is harmless, everywhere. */
@ActivityInterface
public interface Pools {
  /**
   * Waits until there is something to do in the region, and says what, the most urgent first. Says
   * nothing after a while of quiet.
   */
  @ActivityMethod(name = "AwaitPoolWork")
  List<PoolTask> awaitWork(PoolRequest request);

  /** Makes rows for the hosts that are missing and sees to it that all of them are launched. */
  @ActivityMethod(name = "FillPool")
  void fill(String region, Plan plan);

  /**
   * Stops a host, unless a core took it meanwhile: then it runs on. Returns when it was seen to be
   * stopped; only then may a core have it. Fails with {@code instance-lost} when it is gone.
   */
  @ActivityMethod(name = "StopPoolHost")
  void stop(String region, PoolTask task);

  /** Takes a host out of the pool and away, unless a core took it meanwhile. */
  @ActivityMethod(name = "GiveUpPoolHost")
  void giveUp(String region, PoolTask task);

  /**
   * Looks whether a host is fit for a core: its instance is there, its agent answers, Docker runs,
   * the core's image is on it; one that is stopped was not started. Fails with {@code
   * instance-lost} or {@code script-failed}, or in time, when it is not.
   */
  @ActivityMethod(name = "CheckPoolHost")
  void check(String region, PoolTask task);
}
