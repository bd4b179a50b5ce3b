package dev.berth.local.bench;

import static dev.berth.simulator.account.Latency.AGENT_ONLINE;
import static dev.berth.simulator.account.Latency.AGENT_ONLINE_PREPARED;
import static dev.berth.simulator.account.Latency.AGENT_ONLINE_RESTARTED;
import static dev.berth.simulator.account.Latency.API_CALL;
import static dev.berth.simulator.account.Latency.AWS_CLI;
import static dev.berth.simulator.account.Latency.COMMAND_DELIVERY;
import static dev.berth.simulator.account.Latency.COMMAND_RESULT;
import static dev.berth.simulator.account.Latency.CORE_START;
import static dev.berth.simulator.account.Latency.DNF_CHECK;
import static dev.berth.simulator.account.Latency.DNF_INSTALL;
import static dev.berth.simulator.account.Latency.DNF_UPGRADE;
import static dev.berth.simulator.account.Latency.DOCKER_PULL;
import static dev.berth.simulator.account.Latency.DOCKER_PULL_CHECK;
import static dev.berth.simulator.account.Latency.DOCKER_RUN;
import static dev.berth.simulator.account.Latency.PENDING;
import static dev.berth.simulator.account.Latency.RUN_INSTANCES_CALL;

import com.google.common.collect.ImmutableList;
import dev.berth.simulator.account.Latency;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way to a ready core. Its AWS part is the sum of the rows of the latency table that it has to
 * wait for, one after the other, the calls that ask and look included: what would be left if
 * everything else took no time.
 */
enum Way {
  /** A host of the stock image, one call after the other. */
  STORY_STOCK(
      "production, stock image",
      240,
      300,
      Optional.empty(),
      rows(
          story(2, RUN_INSTANCES_CALL, PENDING, AGENT_ONLINE),
          script(DNF_UPGRADE, DNF_INSTALL, DOCKER_PULL))),
  /** The same with an image that has Docker. */
  STORY_DOCKER(
      "production, Docker in the image",
      180,
      240,
      Optional.empty(),
      rows(
          story(2, RUN_INSTANCES_CALL, PENDING, AGENT_ONLINE),
          script(DNF_UPGRADE, DNF_CHECK, DOCKER_PULL))),
  /** Another core on a host that runs. */
  STORY_RUNNING(
      "development, host is running",
      15,
      20,
      Optional.empty(),
      rows(story(0), script(DNF_CHECK, DNF_CHECK, DOCKER_PULL_CHECK))),

  /** A production core when nothing is there. */
  STOCK("production, stock image", 0, 120, Optional.of(STORY_STOCK), rows(launch(), start())),
  /** A development core when no host has room. */
  NEW_HOST(
      "development, new host",
      0,
      Double.POSITIVE_INFINITY,
      Optional.of(STORY_STOCK),
      rows(launch(), start())),
  /**
   * A development core on a host with room: its secrets are made before it, not beside a launch.
   */
  FREE_SLOT("development, slot is free", 0, 8, Optional.of(STORY_RUNNING), rows(calls(1), start())),
  /** A production core on a host of its own that boots from an image of ours. */
  BAKED("production, baked image", 0, 45, Optional.of(STORY_STOCK), rows(launchBaked(), start())),
  /** A production core when the pool has a host that is stopped. */
  STOPPED_POOL(
      "production, stopped pool",
      0,
      Double.POSITIVE_INFINITY,
      Optional.of(STORY_STOCK),
      rows(restart(), start())),
  /** A production core when the pool has a host that runs. */
  RUNNING_POOL(
      "production, running pool", 0, 10, Optional.of(STORY_STOCK), rows(calls(1), start()));

  private final String label;
  private final double least;
  private final double most;
  private final Optional<Way> story;
  private final ImmutableList<Latency> rows;

  Way(String label, double least, double most, Optional<Way> story, ImmutableList<Latency> rows) {
    this.label = label;
    this.least = least;
    this.most = most;
    this.story = story;
    this.rows = rows;
  }

  String label() {
    return label;
  }

  /** The seconds at scale 1 that it must come to; of a way of Berth's: 0. */
  double least() {
    return least;
  }

  /** The seconds at scale 1 that it must not pass: its goal. Infinite when it has none. */
  double most() {
    return most;
  }

  /** The story's way to the same; absent for those themselves. */
  Optional<Way> story() {
    return story;
  }

  /** Whether the database is made before anything else goes on, not beside a host's launch. */
  boolean waitsForDatabase() {
    return story.isEmpty() || !rows.contains(PENDING);
  }

  Duration awsPart() {
    return rows.stream().map(Latency::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** The time of rows that the other way waits for and this one does not. */
  Duration savedOf(Way other, Latency... some) {
    return Arrays.stream(some)
        .map(
            row ->
                row.duration()
                    .multipliedBy(
                        Math.max(
                            0,
                            Collections.frequency(other.rows, row)
                                - Collections.frequency(rows, row))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The calls that see each state, and the states. */
  private static Stream<Latency> story(int looks, Latency... states) {
    return Stream.concat(calls(looks), Arrays.stream(states));
  }

  /** Its secrets are in the script: send, run everything, hear of it. */
  private static Stream<Latency> script(Latency... preparations) {
    return Stream.of(
            calls(2),
            Stream.of(COMMAND_DELIVERY),
            Arrays.stream(preparations),
            Stream.of(DOCKER_RUN, CORE_START, COMMAND_RESULT))
        .flatMap(rows -> rows);
  }

  /** Reads the base image's id, launches, looks twice; lists, sends, looks and reads the result. */
  private static Stream<Latency> launch() {
    return Stream.concat(
        calls(7),
        Stream.of(
            RUN_INSTANCES_CALL,
            PENDING,
            AGENT_ONLINE,
            COMMAND_DELIVERY,
            DNF_INSTALL,
            DOCKER_PULL,
            COMMAND_RESULT));
  }

  /** The registry knows the image; what is on it costs nothing. */
  private static Stream<Latency> launchBaked() {
    return Stream.concat(
        calls(6),
        Stream.of(
            RUN_INSTANCES_CALL, PENDING, AGENT_ONLINE_PREPARED, COMMAND_DELIVERY, COMMAND_RESULT));
  }

  /** Starts the instance, looks twice; lists, sends, looks and reads the result. */
  private static Stream<Latency> restart() {
    return Stream.concat(
        calls(7), Stream.of(PENDING, AGENT_ONLINE_RESTARTED, COMMAND_DELIVERY, COMMAND_RESULT));
  }

  /** Lists, sends; the host reads the secret; the core is asked directly. */
  private static Stream<Latency> start() {
    return Stream.concat(calls(3), Stream.of(COMMAND_DELIVERY, AWS_CLI, DOCKER_RUN, CORE_START));
  }

  private static Stream<Latency> calls(int number) {
    return Collections.nCopies(number, API_CALL).stream();
  }

  private static ImmutableList<Latency> rows(Stream<Latency> first, Stream<Latency> then) {
    return Stream.concat(first, then).collect(ImmutableList.toImmutableList());
  }
}
