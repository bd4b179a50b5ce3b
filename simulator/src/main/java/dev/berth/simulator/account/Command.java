package dev.berth.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One SendCommand. There is no token: sent twice, it is two commands.
 *
 * @param number counts every command of the account
 * @param deliveryTimeout as asked; {@code deliveryEndsAt} is its end in scaled time
 * @param executionTimeout real time: no scale makes a real process faster
 */
public record Command(
    String region,
    String id,
    long number,
    String document,
    String comment,
    List<String> instanceIds,
    List<String> lines,
    Duration deliveryTimeout,
    Duration executionTimeout,
    Instant requestedAt,
    Instant visibleAt,
    Instant deliveryEndsAt)
    implements Fact {

  /** Its lines as one shell script. */
  public String script() {
    return String.join("\n", lines) + "\n";
  }
}
