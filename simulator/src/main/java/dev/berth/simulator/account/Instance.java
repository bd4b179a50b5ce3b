package dev.berth.simulator.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One instance, from its launch to long after its end. What it is at a moment is read from the
 * times that its launch, or its latest stop or start, fixed, so nothing has to tick.
 *
 * @param number counts every launch in the account, in all regions, from {@link #anyNetwork} on
 * @param launchedAt its launch, or its latest start
 * @param agentAt when its SSM agent registers, in this boot; absent means never
 * @param boot which boot this is, from 1; stopped, it is the latest one
 * @param heardAt when its agent was last heard in an earlier boot
 * @param halt its latest stop, if it was not started again
 */
public record Instance(
    String region,
    String id,
    long number,
    String reservation,
    int launchIndex,
    Launch launch,
    Map<String, String> tags,
    Instant launchedAt,
    Instant visibleAt,
    Instant runningAt,
    Optional<Instant> agentAt,
    int boot,
    Optional<Instant> heardAt,
    Optional<Halt> halt,
    Optional<End> end)
    implements Fact {

  /** From 127.16.0 to 127.215.255; those above are for accounts that outgrow theirs. */
  private static final long NETWORKS = 200 * 256;

  private static final long HOSTS = 254;

  /**
   * What was asked for.
   *
   * @param tokenScope a client token counts within this: the zone if the request named one directly
   *     or by its subnet, else everything (empty)
   * @param fingerprint of all other parameters of the request
   */
  public record Launch(
      String imageId,
      String type,
      Account.Subnet subnet,
      List<String> securityGroups,
      Optional<String> profile,
      String httpTokens,
      int hopLimit,
      Optional<String> clientToken,
      String tokenScope,
      String fingerprint) {}

  /** How and when it ends or ended. */
  public record End(
      Instant beginsAt, Instant terminatedAt, Instant forgottenAt, String code, String why) {

    public static final String USER = "Client.UserInitiatedShutdown";
    public static final String USERS_WORDS = "User initiated shutdown";
  }

  /** From when on it is stopping, and stopped. */
  public record Halt(Instant beginsAt, Instant stoppedAt) {}

  /** Its state at this time. */
  public InstanceState state(Instant now) {
    if (end.isPresent() && !now.isBefore(end.get().beginsAt())) {
      return now.isBefore(end.get().terminatedAt())
          ? InstanceState.SHUTTING_DOWN
          : InstanceState.TERMINATED;
    }
    if (halt.isPresent()) {
      return now.isBefore(halt.get().stoppedAt()) ? InstanceState.STOPPING : InstanceState.STOPPED;
    }
    return now.isBefore(runningAt) ? InstanceState.PENDING : InstanceState.RUNNING;
  }

  /** Whether calls other than the launch itself know it. */
  boolean isVisible(Instant now) {
    return !now.isBefore(visibleAt) && end.filter(e -> !now.isBefore(e.forgottenAt())).isEmpty();
  }

  /**
   * Whether Systems Manager takes commands for it: also when it is stopped, or starts again. They
   * wait there for its agent.
   */
  public boolean isRegistered(Instant now) {
    return !state(now).isEnding() && lastPing(now).isPresent();
  }

  /** When its agent was last heard; absent: never. */
  public Optional<Instant> lastPing(Instant now) {
    Instant latest = end.map(End::beginsAt).filter(ended -> ended.isBefore(now)).orElse(now);
    return agentAt.filter(online -> !online.isAfter(latest)).map(_ -> latest).or(() -> heardAt);
  }

  /**
   * The number before the first launch of an account: its hosts have the addresses of a network
   * that is most likely theirs alone, as several simulators share one loopback interface.
   */
  static long anyNetwork() {
    return ThreadLocalRandom.current().nextLong(NETWORKS) * HOSTS;
  }

  /** Its own loopback address: the first of some network for the first launch, and upward. */
  public String privateIp() {
    long network = (number - 1) / HOSTS;
    return "127.%d.%d.%d".formatted(16 + network / 256, network % 256, (number - 1) % HOSTS + 1);
  }

  /** The same instance with these tags instead. */
  public Instance tagged(Map<String, String> newTags) {
    return with(newTags, launchedAt, runningAt, agentAt, boot, heardAt, halt, end);
  }

  /** The same instance, with its end fixed. */
  public Instance ending(End newEnd) {
    return with(tags, launchedAt, runningAt, agentAt, boot, heardAt, halt, Optional.of(newEnd));
  }

  /** The same instance, with a stop that begins as its halt says. */
  public Instance stopping(Halt newHalt) {
    return with(
        tags,
        launchedAt,
        runningAt,
        Optional.empty(),
        boot,
        lastPing(newHalt.beginsAt()),
        Optional.of(newHalt),
        end);
  }

  /** The same instance, started again in a new boot. */
  public Instance starting(Instant now, Instant running, Optional<Instant> agent) {
    return with(tags, now, running, agent, boot + 1, heardAt, Optional.empty(), end);
  }

  /** EC2 goes on calling it running. */
  public Instance rebooting(Instant now, Optional<Instant> agent) {
    return with(tags, launchedAt, runningAt, agent, boot + 1, lastPing(now), halt, end);
  }

  private Instance with(
      Map<String, String> newTags,
      Instant newLaunchedAt,
      Instant newRunningAt,
      Optional<Instant> newAgentAt,
      int newBoot,
      Optional<Instant> newHeardAt,
      Optional<Halt> newHalt,
      Optional<End> newEnd) {
    return new Instance(
        region,
        id,
        number,
        reservation,
        launchIndex,
        launch,
        newTags,
        newLaunchedAt,
        visibleAt,
        newRunningAt,
        newAgentAt,
        newBoot,
        newHeardAt,
        newHalt,
        newEnd);
  }
}
