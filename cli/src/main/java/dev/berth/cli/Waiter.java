package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.ProgressListener;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Waits for operations at the same time, and shows the progress of each. */
record Waiter(BerthClient client, Duration timeout, Output output) {
  /**
   * The operations as they ended, or as they were given when the time was up.
   *
   * @param subject of an operation, for people
   */
  List<OperationView> await(List<OperationView> operations, Function<OperationView, String> subject)
      throws InterruptedException {
    ProgressPrinter printer = new ProgressPrinter(output);
    Map<String, ProgressListener> listeners =
        operations.stream()
            .collect(Collectors.toMap(OperationView::id, o -> printer.of(subject.apply(o))));
    try {
      return Parallel.map(operations, operation -> await(operation, listeners.get(operation.id())));
    } finally {
      printer.end();
    }
  }

  private OperationView await(OperationView operation, ProgressListener listener) {
    try {
      return client.await(operation, timeout, listener);
    } catch (TimedOut e) {
      return operation;
    }
  }
}
