package dev.berth.simulator.account;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of {@link Latency}, with a simulator's own changes, divided by its time scale.
 *
 * @param changed rows that differ from the table, at scale 1
 */
public record Latencies(double scale, Map<Latency, Duration> changed) {

  /** A row of the table, at this simulator's scale. */
  public Duration of(Latency latency) {
    return scaled(changed.getOrDefault(latency, latency.duration()));
  }

  /** This duration, given at scale 1, at this simulator's scale. */
  public Duration scaled(Duration atScaleOne) {
    return Duration.ofNanos(Math.round(atScaleOne.toNanos() / scale));
  }

  /** What a machine's own slow programs take. */
  public Map<String, Duration> ofMachines() {
    return Stream.of(
            Latency.DNF_UPGRADE,
            Latency.DNF_INSTALL,
            Latency.DNF_CHECK,
            Latency.DOCKER_PULL,
            Latency.DOCKER_PULL_CHECK,
            Latency.AWS_CLI,
            Latency.DOCKER_RUN,
            Latency.CORE_START)
        .collect(Collectors.toUnmodifiableMap(Latency::key, this::of));
  }
}
