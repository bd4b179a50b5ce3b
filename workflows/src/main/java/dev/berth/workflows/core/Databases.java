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
   * generation's password. Fails with {@code superseded}, and changes nothing, when a newer
   * generation was placed or this one holds no slot any more.
   */
  @ActivityMethod(name = "CreateDatabase")
  void create(Deployment deployment);

  /**
   * Drops both if this operation made them. What was adopted stays, by it or from it, and so does
   * what a newer generation or a core that was ready needs.
   */
  @ActivityMethod(name = "DropDatabase")
  void drop(Deployment deployment);
}
