package dev.berth.local.chaos;

import dev.berth.local.chaos.Watch.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The time that blows to workers added to activities of one kind.
 *
 * @param what kind of activities, for people
 */
record Added(String what, List<Recovery> all) {
  /** The heartbeat timeout (5 s), and a second for the retry to be polled. */
  private static final Duration MEDIAN = Duration.ofSeconds(6);

  /** The sticky timeout of the run's dead worker (2 s), and a second, in addition. */
  private static final Duration MOST = Duration.ofSeconds(9);

  /** Those during which nothing else was away, sorted: what the bounds are for. */
  private List<Duration> alone() {
    return all.stream().filter(Recovery::alone).map(Recovery::added).sorted().toList();
  }

  String line(String when) {
    List<Duration> added = alone();
    String rest = "   (%d more while something else was away)".formatted(all.size() - added.size());
    return "%d %s that were in flight %s: added s%s%s"
        .formatted(
            added.size(),
            what,
            when,
            added.isEmpty()
                ? " -"
                : " median %.1f   95 %% within %.1f   max %.1f"
                    .formatted(
                        seconds(median(added)), seconds(most(added)), seconds(added.getLast())),
            added.size() == all.size() ? "" : rest);
  }

  /** Why they took too long; empty when they did not. */
  Optional<String> slow() {
    List<Duration> added = alone();
    if (added.isEmpty()
        || (median(added).compareTo(MEDIAN) <= 0 && most(added).compareTo(MOST) <= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s on killed workers were attempted again after %.1f s (median; at most %d) and %.1f s (95 %%; at most %d)"
            .formatted(
                what,
                seconds(median(added)),
                MEDIAN.toSeconds(),
                seconds(most(added)),
                MOST.toSeconds()));
  }

  private static Duration median(List<Duration> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** At most a twentieth of them took longer. */
  private static Duration most(List<Duration> sorted) {
    return sorted.get(sorted.size() - 1 - sorted.size() / 20);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
