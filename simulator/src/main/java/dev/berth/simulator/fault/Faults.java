package dev.berth.simulator.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What is scripted to go wrong, and the place to script it; safe for many threads. Faults live as
 * long as this simulator: a restart forgets them.
 */
public final class Faults {

  /** When, at this simulator's scale, and why an instance ends by itself. */
  public record Death(Duration afterRunning, String code, String message) {}

  private static final int AMPLE_VCPUS = 2_000;

  private final List<Fault> active = new ArrayList<>();
  private final Map<Fault.Throttle, Random> dice = new HashMap<>();

  /** Adds one more; of several that apply, the oldest counts first. */
  public synchronized void add(Fault fault) {
    active.add(fault);
    notifyAll();
  }

  /** Ends everything that is scripted. */
  public synchronized void clear() {
    active.clear();
    dice.clear();
    notifyAll();
  }

  /** Ends this one, as it was added, if it is still there. */
  public synchronized void remove(Fault fault) {
    active.remove(fault);
    notifyAll();
  }

  /** What can still happen. */
  public synchronized List<Fault> active() {
    return List.copyOf(active);
  }

  /** {@link Fault.Fail}, whatever the call is about. */
  public void failNext(int times, String operation, String code, int status) {
    add(new Fault.Fail(operation, times, code, status, List.of()));
  }

  /** {@link Fault.LoseAnswer}, whatever the call is about. */
  public void loseNextAnswers(int times, String operation) {
    add(new Fault.LoseAnswer(operation, times, List.of()));
  }

  /** {@link Fault.OutOfCapacity}, answered with HTTP 500. */
  public void outOfCapacity(String type, String zone) {
    add(new Fault.OutOfCapacity(type, zone, 500));
  }

  /** {@link Fault.VcpuLimit}, in place of the one before. */
  public synchronized void vcpuLimit(int vcpus) {
    active.removeIf(Fault.VcpuLimit.class::isInstance);
    active.add(new Fault.VcpuLimit(vcpus));
  }

  /** How this call fails; empty: it does not. Counts the call. */
  public Optional<Fault.Fail> failure(Call call) {
    return take(Fault.Fail.class, fault -> concerns(fault, call));
  }

  /** Whether the answer to this call gets lost. Counts the call. */
  public boolean losesAnswer(Call call) {
    return take(Fault.LoseAnswer.class, fault -> concerns(fault, call)).isPresent();
  }

  /** How long this call waits first. Counts the call. */
  public Duration delay(Call call) {
    return take(Fault.Delay.class, fault -> concerns(fault, call))
        .map(Fault.Delay::by)
        .orElse(Duration.ZERO);
  }

  /** Whether this call is refused as one too many. */
  public synchronized boolean throttles(Call call) {
    return all(Fault.Throttle.class, fault -> concerns(fault, call)).stream()
        .anyMatch(
            fault ->
                dice.computeIfAbsent(fault, f -> new Random(f.seed())).nextDouble()
                    < fault.fraction());
  }

  /** How long after running the next host's agent registers; empty: never. */
  public Optional<Duration> nextAgent(Duration usual, Latencies latencies) {
    if (next(Fault.DeadAgent.class).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        next(Fault.LateAgent.class)
            .map(late -> usual.plus(latencies.scaled(late.by())))
            .orElse(usual));
  }

  /** How the next instance ends by itself; empty: it does not. */
  public Optional<Death> nextDeath(Latencies latencies) {
    return next(Fault.DieWhilePending.class)
        .map(f -> new Death(Duration.ZERO, f.reason(), "Scripted to end while pending"))
        .or(
            () ->
                next(Fault.DieWhileRunning.class)
                    .map(
                        f ->
                            new Death(
                                latencies.scaled(f.after()),
                                f.reason(),
                                "Scripted to end while running")));
  }

  /** The oldest fault of this kind, for its next occasion; empty: nothing goes wrong. Counts it. */
  public <T extends Fault.Counted> Optional<T> next(Class<T> kind) {
    return take(kind, _ -> true);
  }

  /** Whether exactly this fault is scripted, as it was added. */
  public synchronized boolean has(Fault fault) {
    return active.contains(fault);
  }

  /** Refuses a launch where capacity is scripted to be missing. */
  public synchronized void refuseWithoutCapacity(String type, String zone) {
    for (var fault : all(Fault.OutOfCapacity.class, dry -> dry.covers(type, zone))) {
      throw new AwsError(
          "InsufficientInstanceCapacity",
          fault.status(),
          ("We currently do not have sufficient %s capacity"
                  + " in the Availability Zone you requested (%s).")
              .formatted(type, zone));
    }
  }

  /** The account's quota of vCPUs, in every region: ample unless another one was set. */
  public synchronized int vcpuLimit() {
    return all(Fault.VcpuLimit.class, _ -> true).stream()
        .mapToInt(Fault.VcpuLimit::vcpus)
        .reduce(AMPLE_VCPUS, (_, latest) -> latest);
  }

  /** The events that AWS announces for this instance. */
  public synchronized List<Fault.Notice> notices(String instanceId) {
    return all(Fault.Notice.class, notice -> notice.instanceId().equals(instanceId));
  }

  /** Waits until the host's agent listens; false if it did not in time. */
  public synchronized boolean listensBefore(String instanceId, Instant end)
      throws InterruptedException {
    while (has(new Fault.SilentAgent(instanceId))) {
      long left = Duration.between(Instant.now(), end).toMillis() + 1;
      if (left <= 1) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private static boolean concerns(Fault.OfCalls fault, Call call) {
    return (fault.operation().equals("*") || fault.operation().equals(call.operation()))
        && call.mentions().containsAll(fault.about());
  }

  private <T extends Fault> List<T> all(Class<T> kind, Predicate<T> applies) {
    return active.stream().filter(kind::isInstance).map(kind::cast).filter(applies).toList();
  }

  private synchronized <T extends Fault.Counted> Optional<T> take(
      Class<T> kind, Predicate<T> applies) {
    Optional<T> found = all(kind, applies).stream().findFirst();
    found.ifPresent(
        fault -> {
          int place = active.indexOf(fault);
          if (fault.times() > 1) {
            active.set(place, withTimes(fault, fault.times() - 1));
          } else {
            active.remove(place);
          }
        });
    return found;
  }

  /** The same fault with another number of occasions. */
  private static Fault withTimes(Fault.Counted fault, int left) {
    return Json.MAPPER.convertValue(
        Json.MAPPER.<ObjectNode>valueToTree(fault).put("times", left), Fault.class);
  }
}
