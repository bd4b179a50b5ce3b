package dev.berth.local.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Waves of deployments, one after the other, each in a fresh world, and the sum of their figures.
 */
public final class Chaos {
  /** Cores that a computer with two cores and a few gigabytes runs beside everything else. */
  private static final int MOST_IN_A_WAVE = 30;

  /**
   * What is asked for.
   *
   * @param folder of the worlds; emptied before each
   * @param seed of the first wave; the following ones count up from it
   * @param deployments in all; empty: 30, or as many as fit into the time
   * @param time in which waves may begin; empty: any
   * @param scale how many times faster than real AWS is
   */
  public record Options(
      Path folder, long seed, OptionalInt deployments, Optional<Duration> time, double scale) {

    /**
     * Checks what a user wrote.
     *
     * @throws IllegalArgumentException with a sentence for that user
     */
    public Options {
      if (deployments.isPresent() && deployments.getAsInt() < 1) {
        throw new IllegalArgumentException(
            "--deployments must be 1 or more, not " + deployments.getAsInt());
      }
      if (time.isPresent() && !time.get().isPositive()) {
        throw new IllegalArgumentException("--minutes must be 1 or more");
      }
      if (!(scale >= 1 && scale < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The scale must be 1 (real time) or more, not " + scale);
      }
    }

    int most() {
      return deployments.orElse(time.isPresent() ? Integer.MAX_VALUE : MOST_IN_A_WAVE);
    }
  }

  private final Options options;
  private final PrintStream out;
  private final Picture picture;

  /**
   * @param terminal whether a line may be redrawn
   */
  public Chaos(Options options, PrintStream out, boolean terminal) {
    this.options = options;
    this.out = out;
    this.picture = new Picture(out, terminal);
  }

  /**
   * Runs all waves, or up to the first that breaks a promise: what its world left is kept to look
   * at. Returns what did not hold; empty when all did.
   */
  public List<String> run() {
    Figures figures = waves();
    return Stream.concat(figures.broken().stream(), figures.slow().stream()).toList();
  }

  Figures waves() {
    Instant end = options.time().map(Instant.now()::plus).orElse(Instant.MAX);
    Figures all = Figures.NONE;
    for (int wave = 0;
        all.requests() < options.most()
            && all.broken().isEmpty()
            && (wave == 0 || Instant.now().isBefore(end));
        wave++) {
      long seed = options.seed() + wave;
      int deployments = Math.min(MOST_IN_A_WAVE, options.most() - all.requests());
      picture.begin(
          "Wave %d: %d deployments, seed %d, two workers, a simulated AWS in a bad mood"
              .formatted(wave + 1, deployments, seed));
      Figures figures =
          new Wave(options.folder(), options.scale(), Schedule.draw(seed, deployments), picture)
              .run();
      print(figures);
      all = all.plus(figures);
      if (wave > 0) {
        out.println("All waves so far:");
        print(all);
      }
    }
    conclude(all);
    return all;
  }

  private void print(Figures figures) {
    figures.lines().forEach(line -> picture.line("  " + line));
  }

  private void conclude(Figures all) {
    boolean held = all.broken().isEmpty() && all.slow().isEmpty();
    out.println(held ? "All held" : "NOT all held");
    all.broken().forEach(sentence -> out.println("  - " + sentence));
    all.slow().forEach(sentence -> out.println("Too slow: " + sentence));
    if (!all.broken().isEmpty()) {
      out.printf("What it left is in %s: logs, journal and databases%n", options.folder());
    }
  }
}
