package dev.berth.registry.operation;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log for each operation that starts, is held, or ends. */
final class OperationLog {
  private static final Logger LOG = LoggerFactory.getLogger(OperationLog.class);

  private OperationLog() {}

  static void started(Operation operation) {
    LOG.info("{} started, asked for by {}", name(operation), operation.requester().name());
  }

  static void held(Operation operation, String reason) {
    LOG.info("{} is held: {}", name(operation), line(reason));
  }

  static void ended(Operation operation) {
    Duration took = Duration.between(operation.startedAt(), operation.finishedAt());
    String why =
        operation.reason() == null
            ? ""
            : ", because %s: %s".formatted(operation.reason(), line(operation.message()));
    LOG.info(
        "{} ended as {} after {} s{}",
        name(operation),
        operation.state().word(),
        "%.1f".formatted(took.toMillis() / 1000.0),
        why);
  }

  private static String name(Operation operation) {
    return "%s %s".formatted(operation.kind().word(), operation.id());
  }

  /** What a server said cannot begin a line of its own. */
  private static String line(String text) {
    return String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
  }
}
