package dev.berth.local.matrix;

import java.util.ArrayList;
import java.util.List;

/** Says what became of a stage, and whether it may. */
final class Judge {
  private final Stage stage;
  private final Slate slate;
  private final List<String> problems;

  private Judge(Stage stage) {
    this.stage = stage;
    slate = new Slate(stage.world, stage.region);
    problems = new ArrayList<>(stage.problems);
  }

  /** The verdict on a run without faults: it must go its way. */
  static List<String> recording(Stage stage) {
    Judge judge = new Judge(stage);
    judge.operations();
    judge.ends(stage.way.end);
    judge.launchedOnlyWhatWasNeeded();
    return judge.problems;
  }

  static Verdict of(Cell cell, Stage stage, long millis) {
    Judge judge = new Judge(stage);
    judge.operations();
    Outcome outcome = judge.outcome();
    switch (cell.fault()) {
      case RETRYABLE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER, TWICE -> {
        judge.ends(stage.way.end);
        judge.launchedOnlyWhatWasNeeded();
      }
      case CANCEL, UNWANTED ->
          judge.ends(
              stage.refused() || another(cell) || replaces(cell) ? stage.way.end : Outcome.UNWOUND);
      case DENIED -> judge.denied(cell, outcome);
      case INVALID -> judge.invalid(cell, outcome);
    }
    judge.neighbour(cell);
    return new Verdict(cell, outcome, judge.problems, millis);
  }

  private void operations() {
    problems.addAll(slate.unclosed());
    if (outcome() != Outcome.LEFT) {
      problems.addAll(slate.leftOver());
    }
  }

  /** Held, naming the cause, and cured by a retry; an undo that is refused is named as left. */
  private void denied(Cell cell, Outcome outcome) {
    if (outcome == Outcome.LEFT && cell.at().takesBack()) {
      names("receipt::text", cell);
    } else if (!stage.held && !cell.at().takesBack() && !isPass(cell)) {
      problems.add("it was not held");
    } else {
      ends(stage.way.end);
    }
  }

  /** Unwound for the reason that was injected, or held where there is no way back. */
  private void invalid(Cell cell, Outcome outcome) {
    if (outcome == Outcome.LEFT && cell.at().takesBack()) {
      names("receipt::text", cell);
    } else if (stage.held || cell.at().takesBack() || replaces(cell)) {
      ends(stage.way.end);
    } else if (another(cell)) {
      ends(stage.way.end);
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
        || activity.equals("ClaimImage")
        || activity.equals("ClaimRetirement");
  }

  /** What is taken back is begun again, by whoever waits for the host or by the sweep. */
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
            && (cell.fault() == Fault.INVALID || cell.fault() == Fault.CANCEL);
    if (stage.scenario.neighbour != Scenario.Neighbour.NONE
        && !hostEnds
        && !ready(stage.neighbour())) {
      problems.add("its neighbour is not ready");
    }
  }

  private void ends(Outcome expected) {
    if (outcome() != expected) {
      String why =
          "SELECT format('%s is %s: %s: %s', workflow_id, state, reason, message) FROM operations WHERE region = ?";
      problems.add(
          "it is %s, not %s: %s"
              .formatted(outcome(), expected, stage.world.rows(why, stage.region)));
    }
  }

  private void launchedOnlyWhatWasNeeded() {
    int needed =
        switch (stage.way) {
          // An image needs a builder and a prover.
          case STRAIGHT, CORE_ENDS, CANCELLED -> stage.scenario == Scenario.BAKED ? 2 : 1;
          case BAD_INSTANCE, SWEPT, HOST_LOST -> 2;
          case HOST_LOST_BAD_INSTANCE, HOST_LOST_CANCELLED -> 3;
        };
    if (stage.way != Way.CANCELLED && slate.launched() != needed) {
      problems.add("%d instances were launched, not %d".formatted(slate.launched(), needed));
    }
  }

  private void names(String column, Cell cell) {
    boolean named =
        stage
            .world
            .rows("SELECT " + column + " FROM operations WHERE region = ?", stage.region)
            .stream()
            .anyMatch(text -> text != null && text.contains(cell.message()));
    if (!named) {
      problems.add("no operation's %s names '%s'".formatted(column, cell.message()));
    }
  }

  private Outcome outcome() {
    String left = "SELECT id FROM operations WHERE region = ? AND state = 'left'";
    if (!stage.world.rows(left, stage.region).isEmpty()) {
      return Outcome.LEFT;
    }
    return ready(stage.customer()) || isCurrent() ? Outcome.FINISHED : Outcome.UNWOUND;
  }

  private boolean isCurrent() {
    String current = "SELECT id FROM images WHERE region = ? AND current";
    return !stage.world.rows(current, stage.region).isEmpty();
  }

  private boolean ready(String customer) {
    return stage
        .world
        .rows("SELECT customer FROM cores WHERE region = ? AND state = 'ready'", stage.region)
        .contains(customer);
  }
}
