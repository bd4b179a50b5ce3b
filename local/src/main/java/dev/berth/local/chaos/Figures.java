package dev.berth.local.chaos;

import dev.berth.local.chaos.Customers.Story;
import dev.berth.local.chaos.Schedule.Strike;
import dev.berth.local.chaos.Schedule.Target;
import dev.berth.local.chaos.Watch.Blow;
import dev.berth.local.chaos.Watch.Recovery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a wave, or several, came to.
 *
 * @param requests cores that were asked for
 * @param ready that ended so
 * @param unwound that ended so, with a receipt and nothing left
 * @param held operations that were held at some time
 * @param deaths how many of each were killed
 * @param recoveries what was in flight on killed workers and was attempted again
 * @param missed strikes whose moment never came
 * @param broken what must not be, in sentences; empty when every promise held
 */
record Figures(
    int requests,
    int ready,
    int unwound,
    int held,
    int launched,
    int needed,
    int givenBack,
    int leftOver,
    int duplicates,
    Map<Target, Integer> deaths,
    List<Recovery> recoveries,
    List<Strike> missed,
    List<String> broken) {

  static final Figures NONE =
      new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of(), List.of(), List.of());

  static Figures of(
      Schedule schedule,
      Collection<Story> stories,
      int held,
      Count count,
      Strikes strikes,
      List<Recovery> recoveries,
      List<String> problems) {
    List<String> broken = new ArrayList<>(problems);
    for (Story story : stories) {
      broken.addAll(wrong(story));
    }
    count.leftOver().forEach(thing -> broken.add("left over: " + thing));
    count.duplicates().forEach(thing -> broken.add("made twice: " + thing));
    broken.addAll(count.broken());
    if (count.launched() != count.needed() + count.givenBack()) {
      broken.add(
          "%d instances were launched, %d are needed, %d were given back"
              .formatted(count.launched(), count.needed(), count.givenBack()));
    }
    return new Figures(
        schedule.requests().size(),
        ended(stories, "ready"),
        ended(stories, "unwound"),
        held,
        count.launched(),
        count.needed(),
        count.givenBack(),
        count.leftOver().size(),
        count.duplicates().size(),
        strikes.deaths(),
        recoveries,
        strikes.missed(),
        broken);
  }

  private static List<String> wrong(Story story) {
    String core = story.request().core();
    if (!story.trouble().isEmpty()) {
      return List.of("%s was told: %s".formatted(core, story.trouble()));
    }
    if (!story.ended()) {
      return List.of("%s is lost: it has not ended".formatted(core));
    }
    return switch (story.operation().state()) {
      case "ready", "unwound" -> List.of();
      default ->
          List.of(
              "%s ended as %s: %s"
                  .formatted(core, story.operation().state(), story.operation().message()));
    };
  }

  private static int ended(Collection<Story> stories, String state) {
    return (int)
        stories.stream()
            .map(Story::operation)
            .filter(Objects::nonNull)
            .filter(operation -> operation.state().equals(state))
            .count();
  }

  /** Requests that ended neither ready nor unwound. */
  int lost() {
    return requests - ready - unwound;
  }

  Figures plus(Figures other) {
    Map<Target, Integer> all = new EnumMap<>(Target.class);
    Stream.of(deaths, other.deaths)
        .forEach(map -> map.forEach((target, n) -> all.merge(target, n, Integer::sum)));
    return new Figures(
        requests + other.requests,
        ready + other.ready,
        unwound + other.unwound,
        held + other.held,
        launched + other.launched,
        needed + other.needed,
        givenBack + other.givenBack,
        leftOver + other.leftOver,
        duplicates + other.duplicates,
        all,
        joined(recoveries, other.recoveries),
        joined(missed, other.missed),
        joined(broken, other.broken));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The figures, in lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "requests %d   ready %d   unwound %d   held on the way %d   lost %d"
            .formatted(requests, ready, unwound, held, lost()));
    lines.add(
        "instances launched %d   needed %d   given back %d   left over %d   duplicate effects %d"
            .formatted(launched, needed, givenBack, leftOver, duplicates));
    lines.add(
        "killed: workers %d   starters %d   PostgreSQL %d   Temporal %d   stalled: workers %d   (%d strikes found no moment)"
            .formatted(
                killed(Target.WORKER),
                killed(Target.STARTER),
                killed(Target.POSTGRES),
                killed(Target.TEMPORAL),
                killed(Target.STALLED_WORKER),
                missed.size()));
    added(Blow.KILLED).forEach(added -> lines.add(added.line("when their worker died")));
    added(Blow.STALLED).forEach(added -> lines.add(added.line("when their worker stood still")));
    return lines;
  }

  /** Why the recoveries took too long; empty when they did not. */
  List<String> slow() {
    return added(Blow.KILLED).stream().flatMap(added -> added.slow().stream()).toList();
  }

  private List<Added> added(Blow blow) {
    return Stream.of(true, false)
        .map(
            waits ->
                new Added(
                    waits ? "waits" : "calls",
                    recoveries.stream()
                        .filter(r -> r.waits() == waits && r.blow() == blow)
                        .toList()))
        .filter(added -> !added.all().isEmpty())
        .toList();
  }

  int killed(Target target) {
    return deaths.getOrDefault(target, 0);
  }
}
