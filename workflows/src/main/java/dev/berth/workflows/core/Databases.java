package dev.berth.workflows.core;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * One role and one database per core, both named from the core id, on the server where its
 * connections are reserved.
 */
@ActivityInterface
public interface Databases {
  /**
   * Makes role and database, or adopts those of an earlier operation and gives the role this
   * generation's password.
   */
  @ActivityMethod(name = "CreateDatabase")
  void create(Deployment deployment);

  /** Drops both if this operation made them; what was adopted stays. */
  @ActivityMethod(name = "DropDatabase")
  void drop(Deployment deployment);
}
