package dev.berth.workflows.host;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The SSM agent on a host, and what it installs. */
@ActivityInterface
public interface Agents {
  /** Waits until the agent takes commands. Fails with {@code instance-lost} or {@code unwanted}. */
  @ActivityMethod(name = "AwaitAgent")
  void awaitOnline(Host host);

  /**
   * Installs Docker where it is missing and pulls the cores' image; costs little where both are
   * there.
   */
  @ActivityMethod(name = "PrepareHost")
  void prepare(Host host, String image, String operationId);
}
