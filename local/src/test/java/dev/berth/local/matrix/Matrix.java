package dev.berth.local.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Records every variant of every scenario, and derives the cells from what was recorded. */
final class Matrix {
  /** Cells mostly wait: for polls, and for the timeouts of attempts that never report. */
  private static final int AT_ONCE = 32;

  private static final int MOST_LOST = 2;

  private final MatrixWorld world;

  Matrix(MatrixWorld world) {
    this.world = world;
  }

  /** A scenario and the variant that it plays. */
  private record Play(Scenario scenario, Variant variant) {}

  /**
   * Every fault at every activity that was recorded. A variant that does not go straight adds what
   * only it comes to.
   */
  List<Cell> cells(Scenario... scenarios) {
    List<Play> plays =
        Arrays.stream(scenarios)
            .flatMap(
                scenario ->
                    Arrays.stream(Variant.values())
                        .filter(variant -> variant.suits(scenario))
                        .map(variant -> new Play(scenario, variant)))
            .toList();
    List<List<Recorded>> recordings = allOf(plays, this::record);
    Map<Scenario, Set<Moment>> straight = new EnumMap<>(Scenario.class);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < plays.size(); i++) {
      Play play = plays.get(i);
      Set<Moment> known = straight.computeIfAbsent(play.scenario(), _ -> new HashSet<>());
      for (Recorded at : recordings.get(i)) {
        boolean first = play.variant() == Variant.STRAIGHT || play.variant() == Variant.HOST_LOST;
        boolean isNew = first ? known.add(at.moment()) : !known.contains(at.moment());
        if (isNew) {
          Arrays.stream(Fault.values())
              .filter(fault -> fault.suits(at.moment()))
              .filter(
                  fault -> fault != Fault.UNWANTED || !play.scenario().beforeItIsTaken(at.moment()))
              .forEach(fault -> cells.add(new Cell(play.scenario(), play.variant(), at, fault)));
        }
      }
    }
    return cells;
  }

  private List<Recorded> record(Play play) {
    ScenarioRun scenarioRun =
        new ScenarioRun(world, play.scenario(), play.variant(), Optional.empty(), Defect.NONE);
    scenarioRun.play();
    List<String> problems = Verdicts.recording(scenarioRun);
    world.clear(scenarioRun.region);
    if (!problems.isEmpty()) {
      throw new AssertionError("without any fault, %s: %s".formatted(play, problems));
    }
    return scenarioRun.recorded().stream()
        .filter(at -> play.scenario().tests(at.moment()))
        .toList();
  }

  /** Plays all of these cells. */
  List<Verdict> play(List<Cell> cells) {
    return play(cells, Defect.NONE);
  }

  /** Plays these cells over activities of which one is broken. */
  List<Verdict> play(List<Cell> cells, Defect defect) {
    return allOf(cells, cell -> play(cell, defect));
  }

  /** Once more when the test server lost a task; not for any other reason. */
  private Verdict play(Cell cell, Defect defect) {
    for (int lost = 0; ; lost++) {
      ScenarioRun scenarioRun =
          new ScenarioRun(world, cell.scenario(), cell.variant(), Optional.of(cell), defect);
      Verdict verdict = play(cell, scenarioRun);
      if (!scenarioRun.lost() || lost == MOST_LOST) {
        return verdict;
      }
    }
  }

  private Verdict play(Cell cell, ScenarioRun scenarioRun) {
    long start = System.nanoTime();
    try {
      scenarioRun.play();
      return Verdicts.of(cell, scenarioRun, (System.nanoTime() - start) / 1_000_000);
    } catch (RuntimeException | AssertionError e) {
      return new Verdict(cell, null, List.of("it could not be judged: " + e), 0);
    } finally {
      world.clear(scenarioRun.region);
    }
  }

  private interface Work<A, B> {
    B on(A thing);
  }

  private static <A, B> List<B> allOf(List<A> things, Work<A, B> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<B>> calls =
          things.stream().map(thing -> (Callable<B>) () -> work.on(thing)).toList();
      List<B> results = new ArrayList<>();
      for (Future<B> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
