package dev.berth.local.matrix;

import java.util.ArrayList;
import java.util.List;

/** Says what became of a scenarioRun, and whether it may. */
final class Verdicts {
  private final ScenarioRun scenarioRun;
  private final Remains remains;
  private final List<String> problems;

  private Verdicts(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
    remains = new Remains(scenarioRun.world, scenarioRun.region);
    problems = new ArrayList<>(scenarioRun.problems);
  }

  /** The verdict on a run without faults: it must go its way. */
  static List<String> recording(ScenarioRun scenarioRun) {
    Verdicts verdicts = new Verdicts(scenarioRun);
    verdicts.operations();
    verdicts.ends(scenarioRun.variant.end);
    verdicts.launchedOnlyWhatWasNeeded();
    return verdicts.problems;
  }

  static Verdict of(Cell cell, ScenarioRun scenarioRun, long millis) {
    Verdicts verdicts = new Verdicts(scenarioRun);
    verdicts.operations();
    Outcome outcome = verdicts.outcome();
    switch (cell.fault()) {
      case RETRYABLE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER, TWICE, STALLED -> {
        verdicts.ends(scenarioRun.variant.end);
        verdicts.launchedOnlyWhatWasNeeded();
      }
      case CANCEL, UNWANTED ->
          verdicts.ends(
              scenarioRun.refused() || another(cell) || replaces(cell)
                  ? scenarioRun.variant.end
                  : Outcome.UNWOUND);
      case STALLED_UNDONE -> verdicts.stalled(cell, outcome);
      case DENIED -> verdicts.denied(cell, outcome);
      case INVALID -> verdicts.invalid(cell, outcome);
    }
    verdicts.neighbour(cell);
    return new Verdict(cell, outcome, verdicts.problems, millis);
  }

  private void stalled(Cell cell, Outcome outcome) {
    boolean hostIsLaunchedAgain =
        cell.at().moment().activity().equals("ClaimHost") && outcome == Outcome.FINISHED;
    if (scenarioRun.stall().isToMeetTheNextDeployment()) {
      ends(Outcome.FINISHED);
    } else if (scenarioRun.refused() || another(cell) || replaces(cell)) {
      ends(scenarioRun.variant.end);
    } else if (!hostIsLaunchedAgain) { // a host that was never claimed is not given up
      ends(Outcome.UNWOUND);
    }
  }

  private void operations() {
    problems.addAll(remains.unclosed());
    if (outcome() != Outcome.LEFT) {
      problems.addAll(remains.leftOver());
    }
  }

  /** Held, naming the cause, and cured by a retry; an undo that is refused is named as left. */
  private void denied(Cell cell, Outcome outcome) {
    if (outcome == Outcome.LEFT && cell.at().takesBack()) {
      names("receipt::text", cell);
    } else if (!scenarioRun.held && !cell.at().takesBack() && !isPass(cell)) {
      problems.add("it was not held");
    } else {
      ends(scenarioRun.variant.end);
    }
  }

  /** Unwound for the reason that was injected, or held where there is no way back. */
  private void invalid(Cell cell, Outcome outcome) {
    if (outcome == Outcome.LEFT && cell.at().takesBack()) {
      names("receipt::text", cell);
    } else if (scenarioRun.held || cell.at().takesBack() || replaces(cell)) {
      ends(scenarioRun.variant.end);
    } else if (another(cell)) {
      ends(scenarioRun.variant.end);
    } else if (!opensTheOperation(cell) && !isPass(cell)) {
      ends(Outcome.UNWOUND);
      names("reason || ' ' || message", cell);
    }
  }

  /** The registry knows of no operation before the activity that opens it. */
  private static boolean opensTheOperation(Cell cell) {
    String activity = cell.at().moment().activity();
    return activity.equals("PlaceCore")
        || activity.equals("ClaimHost")
        || activity.equals("FindReadyCore")
        || activity.equals("ClaimImage")
        || activity.equals("ClaimRetirement");
  }

  /**
   * What is taken back is begun again, by the operation that waits for the host or by the sweep.
   */
  private static boolean replaces(Cell cell) {
    return cell.at().moment().run() == Moment.Run.REPLACE;
  }

  /** A pass is never held, and noted only when it has acted: the next one is its retry. */
  private static boolean isPass(Cell cell) {
    Moment.Run run = cell.at().moment().run();
    return run == Moment.Run.SWEEP || run == Moment.Run.POOL;
  }

  private static boolean another(Cell cell) {
    return cell.scenario().beforeItIsTaken(cell.at().moment());
  }

  /** Who came along with the host stays, unless the host itself was refused or cancelled. */
  private void neighbour(Cell cell) {
    boolean hostEnds =
        cell.at().moment().run() == Moment.Run.HOST
            && (cell.fault() == Fault.INVALID
                || cell.fault() == Fault.CANCEL
                || cell.fault() == Fault.STALLED_UNDONE);
    if (scenarioRun.scenario.neighbour != Scenario.Neighbour.NONE
        && !hostEnds
        && !ready(scenarioRun.neighbour())) {
      problems.add("its neighbour is not ready");
    }
  }

  private void ends(Outcome expected) {
    if (outcome() != expected) {
      String why =
          "SELECT format('%s is %s: %s: %s', workflow_id, state, reason, message) FROM operations WHERE region = ?";
      problems.add(
          "it is %s, not %s: %s"
              .formatted(outcome(), expected, scenarioRun.world.rows(why, scenarioRun.region)));
    }
  }

  private void launchedOnlyWhatWasNeeded() {
    int needed =
        switch (scenarioRun.variant) {
          // An image needs a builder and a prover.
          case STRAIGHT, CORE_ENDS, CANCELLED -> scenarioRun.scenario == Scenario.BAKED ? 2 : 1;
          case BAD_INSTANCE, SWEPT, HOST_LOST -> 2;
          case HOST_LOST_BAD_INSTANCE, HOST_LOST_CANCELLED -> 3;
        };
    if (scenarioRun.variant != Variant.CANCELLED && remains.launched() != needed) {
      problems.add("%d instances were launched, not %d".formatted(remains.launched(), needed));
    }
  }

  private void names(String column, Cell cell) {
    boolean named =
        scenarioRun
            .world
            .rows("SELECT " + column + " FROM operations WHERE region = ?", scenarioRun.region)
            .stream()
            .anyMatch(text -> text != null && text.contains(cell.message()));
    if (!named) {
      problems.add("no operation's %s names '%s'".formatted(column, cell.message()));
    }
  }

  private Outcome outcome() {
    String left = "SELECT id FROM operations WHERE region = ? AND state = 'left'";
    if (!scenarioRun.world.rows(left, scenarioRun.region).isEmpty()) {
      return Outcome.LEFT;
    }
    boolean finished =
        scenarioRun.scenario == Scenario.RESTARTED
            ? isRestarted()
            : ready(scenarioRun.customer()) || isCurrent();
    return finished ? Outcome.FINISHED : Outcome.UNWOUND;
  }

  /** The core is ready before and after. */
  private boolean isRestarted() {
    String done =
        "SELECT id FROM operations WHERE region = ? AND kind = 'restart-core' AND state = 'ready'";
    return !scenarioRun.world.rows(done, scenarioRun.region).isEmpty();
  }

  private boolean isCurrent() {
    String current = "SELECT id FROM images WHERE region = ? AND current";
    return !scenarioRun.world.rows(current, scenarioRun.region).isEmpty();
  }

  private boolean ready(String customer) {
    return scenarioRun
        .world
        .rows("SELECT customer FROM cores WHERE region = ? AND state = 'ready'", scenarioRun.region)
        .contains(customer);
  }
}
