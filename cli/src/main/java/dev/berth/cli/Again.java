package dev.berth.cli;

import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.Unreachable;
import java.util.function.Consumer;

/** Looks once a second, for a command that goes on until Ctrl-C. */
final class Again {
  private static final int PAUSE_MILLIS = 1000;

  private Again() {}

  /**
   * Looks until the thread is interrupted.
   *
   * @param away is told when Berth stops answering; the looks go on
   * @throws Unreachable when the first look finds no Berth
   */
  static void look(Runnable look, Consumer<String> away) {
    look.run();
    boolean answers = true;
    while (pause()) {
      try {
        look.run();
        answers = true;
      } catch (Unreachable e) {
        if (answers) {
          away.accept(e.getMessage() + " Still trying.");
        }
        answers = false;
      } catch (Interrupted e) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
