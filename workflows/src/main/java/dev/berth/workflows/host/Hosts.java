package dev.berth.workflows.host;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What the operations that need a host ask for. */
@ActivityInterface
public interface Hosts {
  /**
   * Makes sure that the host's own operation runs, unless the host is settled; an existing run is
   * joined. Does not wait.
   */
  @ActivityMethod(name = "EnsureHost")
  void ensure(String hostId);

  /**
   * Waits until the registry says that the host is ready; ensures again when no run works on it.
   * Fails with {@code host-failed}.
   */
  @ActivityMethod(name = "AwaitHost")
  Host await(String hostId);

  /**
   * Waits until the host is whole again on another instance than this one, ensuring that its
   * replacement runs. Fails with {@code host-failed}.
   */
  @ActivityMethod(name = "AwaitReplacedHost")
  Host awaitReplaced(Host lost);

  /** Waits until the host is not needed any more, and fails then with {@code unwanted}. */
  @ActivityMethod(name = "AwaitUnwanted")
  void awaitUnwanted(String hostId);

  /**
   * Waits until the account's quota has room for the host's instance, and reserves it. Fails with
   * {@code unwanted}.
   */
  @ActivityMethod(name = "AwaitQuota")
  void awaitQuota(HostRequest host);
}
