package dev.berth.local.demo;

import dev.berth.cli.LiveLines;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.workflows.core.DeployCore.CoreStep;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Live progress: a line per core, redrawn on a terminal; a line per change of step in a file. */
final class Board {
  private static final int BAR = 16;

  private final LiveLines live;
  private final boolean terminal;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private record Line(String step, int index, int of, String note, Instant began, Instant ended) {}

  Board(PrintStream out, boolean terminal) {
    this.live = new LiveLines(new PrintWriter(out, false, out.charset()), terminal);
    this.terminal = terminal;
  }

  /** Something that happens beside the steps. */
  void say(String text) {
    live.print(text);
  }

  /** A core's operation as it is now. */
  void show(String core, OperationView operation) {
    Line before = lines.get(core);
    Line now = line(before, operation);
    lines.put(core, now);
    if (terminal) {
      live.show(lines.entrySet().stream().map(l -> text(l.getKey(), l.getValue())).toList());
    } else if (before == null
        || !before.step().equals(now.step())
        || !before.note().equals(now.note())) {
      live.print(text(core, now));
    }
  }

  /** Leaves the lines as they are and begins new ones below. */
  void end() {
    lines.clear();
    live.keep();
  }

  private static Line line(Line before, OperationView operation) {
    Instant began = before == null ? Instant.now() : before.began();
    ProgressView progress = operation.progress();
    if (operation.ended()) {
      int of = before == null ? 1 : before.of();
      String why = operation.succeeded() ? "" : operation.reason() + ": " + operation.message();
      Instant ended = before == null || before.ended() == null ? Instant.now() : before.ended();
      return new Line(operation.state(), of, of, why, began, ended);
    }
    if (progress == null || progress.step() == null) {
      String note = progress == null || progress.workerAnswers() ? "" : "no worker answers";
      return before == null
          ? new Line("accepted", 0, CoreStep.values().length, note, began, null)
          : new Line(before.step(), before.index(), before.of(), note, began, null);
    }
    return new Line(progress.step(), progress.index(), progress.of(), "", began, null);
  }

  private static String text(String core, Line line) {
    int done = line.of() == 0 ? 0 : line.index() * BAR / line.of();
    String bar = "#".repeat(done) + ".".repeat(BAR - done);
    Instant until = line.ended() == null ? Instant.now() : line.ended();
    double seconds = Duration.between(line.began(), until).toMillis() / 1000.0;
    return "  %-22s %-9s [%s] %5.1f s  %s"
        .formatted(core, line.step(), bar, seconds, line.note())
        .stripTrailing();
  }
}
