package dev.berth.starter.cli;

import dev.berth.starter.api.OperationView;
import dev.berth.starter.client.BerthException.Unreachable;
import dev.berth.starter.client.Watcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** One line that is redrawn on a terminal; a line per change in a file. */
final class LiveLine implements Watcher {
  private static final int BAR = 24;

  private final PrintWriter err;
  private final boolean terminal = Terminal.present();
  private final Instant began = Instant.now();
  private String last = "";

  LiveLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void seen(OperationView operation) {
    int index = 0;
    int of = 1;
    String what = operation.state();
    if (operation.progress() != null) {
      what = Text.progress(operation.progress());
      if (operation.progress().step() != null) {
        index = operation.progress().index();
        of = operation.progress().of();
      }
    } else if (operation.ended()) {
      index = of;
    }
    show(what, index * BAR / of);
  }

  @Override
  public void away(Unreachable why) {
    show("Berth does not answer; waiting", 0);
  }

  private void show(String what, int done) {
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    String line =
        "[%s%s] %6.1f s  %s".formatted("#".repeat(done), ".".repeat(BAR - done), seconds, what);
    if (terminal) {
      err.print("\r\033[K" + line);
      err.flush();
    } else if (!what.equals(last)) {
      err.println(line);
    }
    last = what;
  }

  void end() {
    if (terminal) {
      err.println();
    }
  }
}
