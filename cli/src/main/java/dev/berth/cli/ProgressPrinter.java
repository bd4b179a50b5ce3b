package dev.berth.cli;

import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.ProgressListener;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the progress of operations on standard error: on a terminal as one live line for each, else
 * as a line for every change, which suits a log.
 */
final class ProgressPrinter {
  private static final int BAR = 24;

  private final LiveLines lines;
  private final boolean live;
  private final Map<String, String> last = new LinkedHashMap<>();
  private final long start = System.nanoTime();

  ProgressPrinter(Output output) {
    this.live = output.errStyle().terminal();
    this.lines = new LiveLines(output.err(), live);
  }

  /** Shows the progress of one operation, below those that were named before. */
  synchronized ProgressListener of(String subject) {
    last.put(subject, subject);
    return new ProgressListener() {
      @Override
      public void onProgress(OperationView operation) {
        ProgressView progress = operation.progress();
        if (operation.ended()) {
          show(subject, "", operation.state());
        } else if (progress != null) {
          boolean unwinding = operation.state().equals("unwinding");
          show(subject, bar(progress), (unwinding ? "unwinding: " : "") + Text.now(progress));
        }
      }

      @Override
      public void onUnreachable(Unreachable why) {
        show(subject, "", why.getMessage() + " Still trying.");
      }
    };
  }

  /** Erases the live lines. */
  void end() {
    lines.clear();
  }

  private synchronized void show(String subject, String bar, String said) {
    String text = Printable.of(said);
    if (live) {
      last.put(subject, "%s  %s%s  %s".formatted(subject, bar, text, elapsed()));
      lines.show(List.copyOf(last.values()));
    } else if (!text.equals(last.put(subject, text))) {
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
