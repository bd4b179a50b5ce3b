package dev.berth.activities.host;

import dev.berth.activities.aws.Every;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.model.Requester;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostStore;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.replacement.ReplaceRequest;
import java.time.Duration;
import java.util.Optional;

/** Ensures and awaits hosts on behalf of the cores that need them. */
public final class HostsActivities implements Hosts {
  /**
   * Starting a run that exists costs one call: often enough that a host on which no run works is
   * noticed soon.
   */
  private static final Duration ENSURE_AGAIN = Duration.ofSeconds(10);

  private final HostStore hosts;
  private final Launcher launcher;
  private final HostWatch watch;
  private final QuotaReservations reservations;

  /** In this context. */
  public HostsActivities(Context context, HostWatch watch, QuotaReservations reservations) {
    hosts = context.registry().hosts();
    launcher = context.launcher();
    this.watch = watch;
    this.reservations = reservations;
  }

  @Override
  public void ensure(String hostId) {
    hosts.find(hostId).filter(HostRecord::unsettled).ifPresent(this::start);
  }

  @Override
  public Host await(String hostId) {
    Every ensuring = new Every(ENSURE_AGAIN, ENSURE_AGAIN);
    return Waiting.until(
        "host " + hostId,
        () -> {
          HostRecord host = watch.next(hostId);
          Optional<Host> whole = whole(host);
          if (whole.isEmpty()) {
            ensuring.run(() -> attend(host));
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
    Every replacing = new Every(Duration.ZERO, ENSURE_AGAIN);
    String why = "instance %s is lost".formatted(lost.instanceId());
    return Waiting.until(
        "another instance of host " + lost.hostId(),
        () -> {
          HostRecord host = watch.next(lost.hostId());
          Optional<Host> whole =
              whole(host).filter(now -> !now.instanceId().equals(lost.instanceId()));
          if (whole.isEmpty()) {
            replacing.run(() -> replace(host, lost.instanceId(), why));
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
          throw Fail.terminal(
              FailureType.HOST_FAILED, "host %s is %s", host.id(), host.state().word());
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
          return reservations.next(host);
        });
  }

  /** An operation that works on the host already is left to it: its answer needs no look. */
  private void start(HostRecord host) {
    var _ = launcher.launch(HostRecords.request(host));
  }

  private void replace(HostRecord host, String instanceId, String why) {
    var _ =
        launcher.launch(
            new ReplaceRequest(HostRecords.request(host), instanceId, why, Requester.BERTH));
  }
}
