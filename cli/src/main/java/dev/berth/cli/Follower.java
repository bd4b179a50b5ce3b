package dev.berth.cli;

import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.Watcher;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Shows how an operation goes on. On a terminal: one line that lives. Else: a line whenever
 * something changes, so that a log reads well.
 */
final class Follower implements Watcher {
  private static final int BAR = 24;

  /** One line of a terminal that nobody widened; a longer one would leave its rest behind. */
  private static final int WIDTH = 79;

  private final PrintWriter out;
  private final boolean live;
  private final String subject;
  private final long start = System.nanoTime();
  private String said = "";

  Follower(Output output, String subject) {
    this.out = output.messages();
    this.live = output.terminal() && !output.json();
    this.subject = subject;
  }

  @Override
  public void seen(OperationView operation) {
    ProgressView progress = operation.progress();
    if (progress != null) {
      boolean back = operation.state().equals("unwinding");
      show(back ? "unwinding: " : "", bar(progress), Text.now(progress));
    }
  }

  @Override
  public void away(Unreachable why) {
    show("", "", why.getMessage() + " Still trying.");
  }

  /** Makes room for what is printed next. */
  void end() {
    if (live) {
      out.print("\r\u001b[2K");
      out.flush();
    }
  }

  private void show(String before, String bar, String text) {
    if (live) {
      String line = "%s  %s%s%s  %s".formatted(subject, bar, before, text, elapsed());
      out.print("\r\u001b[2K" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
    } else if (!said.equals(before + text)) {
      said = before + text;
      out.println("%s  %s  %s%s".formatted(elapsed(), subject, before, text));
    }
    out.flush();
  }

  private String elapsed() {
    return Durations.write(Duration.ofNanos(System.nanoTime() - start));
  }

  private static String bar(ProgressView progress) {
    if (!progress.workerAnswers()) {
      return "";
    }
    int done = BAR * (progress.index() - 1) / progress.of();
    return "[" + "#".repeat(done) + "-".repeat(BAR - done) + "] ";
  }
}
