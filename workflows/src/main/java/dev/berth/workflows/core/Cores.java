package dev.berth.workflows.core;

import dev.berth.workflows.host.Host;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The core's container on its host, through SSM. */
@ActivityInterface
public interface Cores {
  /**
   * Starts the container, or adopts the one that runs, and returns its address (host and port).
   * Fails with {@code script-failed}, {@code superseded} when this generation was removed already,
   * or {@code instance-lost}.
   */
  @ActivityMethod(name = "StartCore")
  String start(Deployment deployment, Host host);

  /**
   * Restarts the container, once per operation, and returns its address. Fails with {@code
   * script-failed} when it is not there or ends at once, or {@code instance-lost}.
   */
  @ActivityMethod(name = "RestartCore")
  String restart(Deployment deployment, Host host);

  /**
   * Removes the container and leaves a tombstone, so that a start that arrives later is refused.
   */
  @ActivityMethod(name = "RemoveCore")
  void remove(Deployment deployment, Host host);

  /**
   * Waits until the right core answers: the new key opens it, another key does not, and it reaches
   * its database. Fails with {@code instance-lost}.
   */
  @ActivityMethod(name = "CheckCore")
  void check(Deployment deployment, String address);
}
