package dev.berth.activities.host;

import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;

/** The registry's hosts, seen by one shared query per worker. */
public final class HostWatch {
  private final SharedPoll<String, HostRecord> poll;

  /** Over this registry. */
  public HostWatch(Registry registry, Settings settings) {
    poll = new SharedPoll<>("hosts", settings.pollInterval(), ids -> registry.hosts().find(ids));
  }

  /** The host as it is after the next look. */
  public HostRecord next(String hostId) throws InterruptedException {
    return poll.next(hostId)
        .orElseThrow(
            () -> Fail.terminal(FailureType.HOST_FAILED, "host %s is not in the registry", hostId));
  }

  /** For the launch itself: its waits end when no core needs the host any more. */
  public void refuseUnwanted(String hostId) throws InterruptedException {
    if (next(hostId).state() == HostState.UNWANTED) {
      throw Fail.terminal(FailureType.UNWANTED, "host %s is not needed any more", hostId);
    }
  }
}
