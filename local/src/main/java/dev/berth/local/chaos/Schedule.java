package dev.berth.local.chaos;

import dev.berth.local.chaos.Sighting.Moment;
import dev.berth.simulator.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Who asks for what and when, what dies and when, and how AWS misbehaves: all of it drawn from the
 * seed, so that the same seed is the same schedule. What meets what is up to the machine.
 */
record Schedule(long seed, List<Request> requests, List<Strike> strikes, List<Fault> faults) {

  /**
   * Somebody asks for a core.
   *
   * @param after the beginning of the wave
   * @param cancelAfter how long after it was accepted it is cancelled; empty: never
   */
  record Request(
      String customer, String environment, Duration after, Optional<Duration> cancelAfter) {

    String core() {
      return customer + "/" + environment;
    }
  }

  /** What can be killed, or made to stand still. */
  enum Target {
    WORKER("a worker"),
    STALLED_WORKER("a stalled worker"),
    STARTER("the starter"),
    POSTGRES("PostgreSQL"),
    TEMPORAL("the Temporal server");

    private final String words;

    Target(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Something is killed by SIGKILL, and started again; or a worker is stopped by SIGSTOP, and goes
   * on.
   *
   * @param target a worker is the one that is at this activity
   * @param activity of which type; {@code *} counts all
   * @param nth at which such moment of the wave, counted from 1
   */
  record Strike(Target target, Moment moment, String activity, int nth) {
    static final String ANY = "*";

    @Override
    public String toString() {
      String where = moment == Moment.START ? "before" : "right after";
      String what = target == Target.STALLED_WORKER ? "stands still" : "dies";
      return activity.equals(ANY)
          ? "%s %s at activity number %d".formatted(target, what, nth)
          : "%s %s %s %s number %d".formatted(target, what, where, activity, nth);
    }
  }

  /** Deployments for each worker kill: 200 kills go with 1,000 deployments. */
  private static final int DEPLOYMENTS_PER_KILL = 5;

  private static final int DEPLOYMENTS_PER_CANCEL = 15;
  private static final int SLOTS = 7;

  private static final List<String> OF_CORE =
      List.of(
          "PlaceCore",
          "EnsureHost",
          "CreateSecrets",
          "CreateDatabase",
          "AwaitHost",
          "StartCore",
          "CheckCore",
          "RegisterCore");

  private static final List<String> OF_HOST =
      List.of(
          "ClaimHost",
          "RequestInstance",
          "LaunchInstance",
          "AwaitInstance",
          "AwaitAgent",
          "PrepareHost",
          "SettleHost");

  /** Draws the schedule of a wave. */
  static Schedule draw(long seed, int deployments) {
    Random dice = new Random(seed);
    List<Request> requests =
        IntStream.rangeClosed(1, deployments).mapToObj(i -> request(i, deployments, dice)).toList();
    int packed = (int) requests.stream().filter(r -> r.environment().equals("development")).count();
    int hosts = deployments - packed + (packed + SLOTS - 1) / SLOTS;
    return new Schedule(
        seed, requests, strikes(deployments, hosts, dice), faults(dice, deployments));
  }

  private static Request request(int number, int deployments, Random dice) {
    boolean packed = dice.nextInt(5) < 3;
    Duration after = Duration.ofMillis(dice.nextInt(400 * deployments));
    Duration cancelAfter = Duration.ofMillis(dice.nextInt(10_000));
    return new Request(
        "customer-" + number,
        packed ? "development" : "production",
        after,
        Optional.of(cancelAfter).filter(_ -> dice.nextInt(DEPLOYMENTS_PER_CANCEL) == 0));
  }

  private static List<Strike> strikes(int deployments, int hosts, Random dice) {
    List<Strike> strikes = new ArrayList<>();
    for (int i = 0; i < Math.max(1, deployments / DEPLOYMENTS_PER_KILL); i++) {
      boolean ofCore = dice.nextBoolean();
      List<String> types = ofCore ? OF_CORE : OF_HOST;
      String type = types.get(dice.nextInt(types.size()));
      // In the first half, so that it comes about although some are cancelled.
      int nth = 1 + dice.nextInt(Math.max(1, (ofCore ? deployments : hosts) / 2));
      Moment moment = dice.nextBoolean() ? Moment.START : Moment.END;
      strikes.add(new Strike(Target.WORKER, moment, type, nth));
    }
    // Later than most kills: what a killed worker costs is measured while nothing else is away.
    int stalled = 1 + deployments / 2 + dice.nextInt(Math.max(1, deployments / 4));
    String last = dice.nextBoolean() ? "StartCore" : "CheckCore";
    strikes.add(
        new Strike(Target.STALLED_WORKER, Moment.START, last, Math.min(stalled, deployments)));
    int activities = deployments * OF_CORE.size() + hosts * OF_HOST.size();
    for (Target target : List.of(Target.STARTER, Target.POSTGRES, Target.TEMPORAL)) {
      int nth = 1 + activities / 20 + dice.nextInt(activities / 2);
      strikes.add(new Strike(target, Moment.START, Strike.ANY, nth));
    }
    return List.copyOf(strikes);
  }

  private static List<Fault> faults(Random dice, int deployments) {
    String zone = "us-east-1" + "abc".charAt(dice.nextInt(3));
    String type = dice.nextBoolean() ? "t2.micro" : "t3.small";
    int few = 1 + deployments / 10;
    return List.of(
        new Fault.Throttle("*", 1 / 3.0, dice.nextLong(), List.of()),
        new Fault.LoseAnswer("RunInstances", few, List.of()),
        new Fault.LoseAnswer("SendCommand", few, List.of()),
        new Fault.LoseAnswer("PutParameter", few, List.of()),
        new Fault.LoseAnswer("TerminateInstances", 1, List.of()),
        new Fault.OutOfCapacity(type, zone, 500),
        new Fault.LateAgent(few, Duration.ofSeconds(30 + dice.nextInt(60))),
        new Fault.DieWhilePending(1, "Server.InternalError"),
        new Fault.DeadAgent(2), // the first is that of the instance that dies
        // A permission that an administrator took away: held, until an operator retries.
        new Fault.Fail("SendCommand", 1, "AccessDeniedException", 400, List.of()));
  }
}
