package dev.berth.workflows;

import static dev.berth.workflows.Branch.pool;
import static dev.berth.workflows.pool.PoolTask.What.CHECK;
import static dev.berth.workflows.pool.PoolTask.What.FILL;
import static dev.berth.workflows.pool.PoolTask.What.GIVE_UP;
import static dev.berth.workflows.pool.PoolTask.What.STOP;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.pool.KeepPoolWorkflow}. It is never held. */
final class PoolBranches {
  private PoolBranches() {}

  static Stream<Branch> all() {
    return Stream.of(
        pool("quiet"),
        pool("everything").given(w -> w.pool.needs(FILL, STOP, GIVE_UP, CHECK)),
        pool("workers-lost").losingWorkersIn("work?"),
        pool("retried-by-itself").given(w -> w.pool.needs(FILL)).given(w -> w.stumbling("fill", 3)),
        pool("unfit")
            .given(w -> w.pool.needs(CHECK))
            .failing("check pool", FailureType.INSTANCE_LOST),
        pool("silent")
            .given(w -> w.pool.needs(CHECK))
            .given(w -> w.stumbling("check pool", Integer.MAX_VALUE)),
        pool("gone-before-its-stop")
            .given(w -> w.pool.needs(STOP))
            .failing("stop", FailureType.INSTANCE_LOST),
        pool("stop-hangs").given(w -> w.pool.needs(STOP)).failing("stop", FailureType.TIMED_OUT),
        pool("check-says-nothing")
            .given(w -> w.pool.needs(CHECK))
            .failing("check pool", FailureType.DENIED),
        pool("one-fails")
            .given(w -> w.pool.needs(STOP, GIVE_UP))
            .failing("stop", FailureType.DENIED),
        pool("frozen").given(w -> w.pool.needs(STOP)).frozen("stop"),
        pool("cancelled-while-quiet").duringWait("work?", Branch::cancel),
        pool("cancelled-during-check")
            .given(w -> w.pool.needs(CHECK))
            .duringWait("check pool", Branch::cancel));
  }
}
