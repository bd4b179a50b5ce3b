package dev.berth.cli;

import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.ProgressListener;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import java.time.Duration;
import java.util.List;

/**
 * Shows the progress of an operation: on a terminal as one live line, else as a line for every
 * change, which suits a log.
 */
final class ProgressPrinter implements ProgressListener {
  private static final int BAR = 24;

  private final LiveLines lines;
  private final boolean live;
  private final String subject;
  private final long start = System.nanoTime();
  private String last = "";

  ProgressPrinter(Output output, String subject) {
    this.live = output.terminal() && !output.json();
    this.lines = new LiveLines(output.messages(), live);
    this.subject = subject;
  }

  @Override
  public void onProgress(OperationView operation) {
    ProgressView progress = operation.progress();
    if (progress != null) {
      boolean unwinding = operation.state().equals("unwinding");
      show(bar(progress), (unwinding ? "unwinding: " : "") + Text.now(progress));
    }
  }

  @Override
  public void onUnreachable(Unreachable why) {
    show("", why.getMessage() + " Still trying.");
  }

  /** Erases the live line. */
  void end() {
    lines.clear();
  }

  private void show(String bar, String text) {
    if (live) {
      lines.show(List.of("%s  %s%s  %s".formatted(subject, bar, text, elapsed())));
    } else if (!last.equals(text)) {
      last = text;
      lines.print("%s  %s  %s".formatted(elapsed(), subject, text));
    }
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
