package dev.berth.workflows.pool;

import dev.berth.model.Plan;

/**
 * Something that a pool needs.
 *
 * @param plan of the pool
 * @param hostId the host it is about; null for {@link What#FILL}
 * @param why in words, for the event log
 */
public record PoolTask(What what, Plan plan, String hostId, String why) {
  /** What there is to do, the most urgent first. */
  public enum What {
    /** Hosts are missing: launch them. */
    FILL,
    /** A host that is to be kept stopped is ready: stop it. */
    STOP,
    /** A host has waited too long, or is one too many: give it up. */
    GIVE_UP,
    /** A host was not looked at for a while. */
    CHECK
  }

  /** The same host given up, because of this. */
  public PoolTask giveUp(String because) {
    return new PoolTask(What.GIVE_UP, plan, hostId, because);
  }
}
