package dev.berth.workflows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/** What {@code ./berth histories record} runs: a history of every branch, for one release. */
final class RecordHistories {
  private RecordHistories() {}

  /** Argument: the release. Run in the module's folder. */
  public static void main(String[] arguments) throws IOException {
    // The branches provoke failures, and the SDK complains of each.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    LogManager.getLogManager().reset();
    try {
      Corpus.committed().record(arguments[0], Branches.all()).forEach(System.out::println);
    } catch (IllegalArgumentException e) {
      System.err.println("berth: " + e.getMessage());
      System.exit(1);
    }
  }
}
