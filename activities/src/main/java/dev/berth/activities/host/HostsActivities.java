package dev.berth.activities.host;

import dev.berth.activities.aws.Waiting;
import dev.berth.activities.core.HostRecords;
import dev.berth.model.FailureType;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.replacement.ReplaceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ensures and awaits hosts on behalf of the cores that need them. */
public final class HostsActivities implements Hosts {
  /**
   * Starting a run that exists costs one call: often enough that a host on which no run works is
   * noticed soon.
   */
  private static final Duration ENSURE_AGAIN = Duration.ofSeconds(10);

  private final Registry registry;
  private final HostWatch watch;
  private final Rooms rooms;
  private final Launcher launcher;

  /** Over this registry and launcher. */
  public HostsActivities(Registry registry, HostWatch watch, Rooms rooms, Launcher launcher) {
    this.registry = registry;
    this.watch = watch;
    this.rooms = rooms;
    this.launcher = launcher;
  }

  @Override
  public void ensure(String hostId) {
    registry.hosts().find(hostId).filter(HostRecord::unsettled).ifPresent(this::start);
  }

  @Override
  public Host await(String hostId) {
    Instant[] ensureAt = {Instant.now().plus(ENSURE_AGAIN)};
    return Waiting.until(
        "host " + hostId,
        () -> {
          HostRecord host = watch.next(hostId);
          Optional<Host> whole = whole(host);
          if (whole.isEmpty() && Instant.now().isAfter(ensureAt[0])) {
            attend(host);
            ensureAt[0] = Instant.now().plus(ENSURE_AGAIN);
          }
          return whole;
        });
  }

  private void attend(HostRecord host) {
    if (host.unsettled()) {
      start(host);
    } else {
      replace(host, ReplaceRequest.NONE, "it was begun");
    }
  }

  @Override
  public Host awaitReplaced(Host lost) {
    Instant[] ensureAt = {Instant.now()};
    return Waiting.until(
        "another instance of host " + lost.hostId(),
        () -> {
          HostRecord host = watch.next(lost.hostId());
          Optional<Host> whole =
              whole(host).filter(now -> !now.instanceId().equals(lost.instanceId()));
          if (whole.isEmpty() && !Instant.now().isBefore(ensureAt[0])) {
            replace(host, lost.instanceId(), "instance %s is lost".formatted(lost.instanceId()));
            ensureAt[0] = Instant.now().plus(ENSURE_AGAIN);
          }
          return whole;
        });
  }

  /** The host when cores may start on it; empty while it is on its way there. */
  private static Optional<Host> whole(HostRecord host) {
    return switch (host.state()) {
      case READY ->
          host.replacedBy() == null ? Optional.of(HostRecords.host(host)) : Optional.empty();
      case LAUNCHING -> Optional.empty();
      default ->
          throw Failures.terminal(
              FailureType.HOST_FAILED,
              "host %s is %s".formatted(host.id(), host.state().word()),
              null);
    };
  }

  @Override
  public void awaitUnwanted(String hostId) {
    Waiting.until(
        "host " + hostId + " to be unwanted",
        () -> {
          watch.refuseUnwanted(hostId);
          return Optional.empty();
        });
  }

  @Override
  public void awaitQuota(HostRequest host) {
    Waiting.until(
        "room for host " + host.hostId(),
        () -> {
          watch.refuseUnwanted(host.hostId());
          return rooms.next(host);
        });
  }

  /** Whatever holds the lock of the host already goes on with it. */
  private void start(HostRecord host) {
    var _ = launcher.launch(HostRecords.request(host));
  }

  private void replace(HostRecord host, String instanceId, String why) {
    var _ =
        launcher.launch(
            new ReplaceRequest(HostRecords.request(host), instanceId, why, Requester.BERTH));
  }
}
