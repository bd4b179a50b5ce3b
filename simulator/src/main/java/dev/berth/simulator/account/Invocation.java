package dev.berth.simulator.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A command on one instance.
 *
 * @param receivedAt when the agent had it; from there on it can no longer time out undelivered
 * @param cancelAt when someone asked to cancel it
 */
public record Invocation(
    String region,
    String commandId,
    String instanceId,
    Optional<Instant> receivedAt,
    Optional<Instant> startedAt,
    Optional<Instant> cancelAt,
    Optional<Finish> finish)
    implements Fact {

  private static final int LONGEST_STDOUT = 24_000;
  private static final int LONGEST_STDERR = 8_000;

  /**
   * How it ended.
   *
   * @param at when Systems Manager knows; before that it still looks as if it were in progress
   * @param exitCode −1 if the agent never said
   * @param stdout as much of it as Systems Manager keeps; so, too, {@code stderr}
   */
  public record Finish(
      Instant at, InvocationStatus status, int exitCode, String stdout, String stderr) {
    public Finish {
      stdout = cut(stdout, LONGEST_STDOUT);
      stderr = cut(stderr, LONGEST_STDERR);
    }
  }

  /** Which one it is. */
  public record Key(String commandId, String instanceId) {}

  /** One that was just sent to this instance. */
  public static Invocation sent(Command command, String instanceId) {
    return new Invocation(
        command.region(),
        command.id(),
        instanceId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Which invocation this is. */
  public Key key() {
    return new Key(commandId, instanceId);
  }

  /** Its status at this time, as Systems Manager reports it. */
  public InvocationStatus status(Command command, Instant now) {
    Optional<Finish> known = known(now);
    if (known.isPresent()) {
      return known.get().status();
    }
    if (cancelAt.isPresent()) {
      return InvocationStatus.CANCELLING;
    }
    if (startedAt.isPresent()) {
      return InvocationStatus.IN_PROGRESS;
    }
    return receivedAt.isEmpty() && !now.isBefore(command.deliveryEndsAt())
        ? InvocationStatus.DELIVERY_TIMED_OUT
        : InvocationStatus.PENDING;
  }

  /** Its end, once Systems Manager knows it. */
  public Optional<Finish> known(Instant now) {
    return finish.filter(f -> !now.isBefore(f.at()));
  }

  /** The same invocation, received by the agent at this time. */
  public Invocation received(Instant at) {
    return new Invocation(
        region, commandId, instanceId, Optional.of(at), startedAt, cancelAt, finish);
  }

  /** The same invocation, started at this time. */
  public Invocation started(Instant at) {
    return new Invocation(
        region, commandId, instanceId, receivedAt, Optional.of(at), cancelAt, finish);
  }

  /** The same invocation, with a request to cancel it at this time. */
  public Invocation cancelling(Instant at) {
    return new Invocation(
        region, commandId, instanceId, receivedAt, startedAt, Optional.of(at), finish);
  }

  /** The same invocation, with its end. */
  public Invocation finished(Finish end) {
    return new Invocation(
        region, commandId, instanceId, receivedAt, startedAt, cancelAt, Optional.of(end));
  }

  /** The beginning of a script's output, of at most so many characters. */
  public static String cut(String output, int longest) {
    return output.length() <= longest ? output : output.substring(0, longest);
  }
}
