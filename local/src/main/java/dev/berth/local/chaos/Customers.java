package dev.berth.local.chaos;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.Deployed;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.VerbRequest;
import dev.berth.local.chaos.Schedule.Request;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Those who ask: each repeats its request until it is accepted, and waits until it has ended. */
final class Customers implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * What became of a request.
   *
   * @param operation as it was seen last; null until it was accepted
   * @param trouble what must not happen to a request; empty for nothing
   */
  record Story(Request request, OperationView operation, String trouble) {
    boolean accepted() {
      return operation != null;
    }

    boolean ended() {
      return accepted() && operation.ended();
    }

    /** True when nothing more will be heard of it. */
    boolean over() {
      return ended() || !trouble.isEmpty();
    }
  }

  private final BerthClient client;
  private final Map<Request, Story> stories = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Customers(BerthClient client) {
    this.client = client;
  }

  /** Somebody asks, in the background. */
  void begin(Request request) {
    stories.put(request, new Story(request, null, ""));
    threads.execute(() -> ask(request));
  }

  /** All requests so far. */
  Map<Request, Story> stories() {
    return Map.copyOf(stories);
  }

  private void ask(Request request) {
    try {
      Thread.sleep(request.after());
      OperationView accepted = accepted(request);
      tell(request, accepted, "");
      if (request.cancelAfter().isPresent()) {
        Thread.sleep(request.cancelAfter().get());
        cancel(accepted);
      }
      tell(request, client.await(accepted, Duration.ofDays(1)), "");
    } catch (BerthException e) {
      tell(request, stories.get(request).operation(), String.valueOf(e.getMessage()));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Request request, OperationView operation, String trouble) {
    stories.put(request, new Story(request, operation, trouble));
  }

  private OperationView accepted(Request request) throws InterruptedException {
    while (true) {
      try {
        return switch (client.deploy(
            request.customer(), request.environment(), CoreRequest.OPEN, request.core())) {
          case Deployed.Accepted(var _, OperationView operation) -> operation;
          case Deployed.Ready(var _) -> // accepted, and the answer was lost
              client.core(request.customer(), request.environment()).orElseThrow().operation();
        };
      } catch (Unreachable repeat) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private void cancel(OperationView operation) throws InterruptedException {
    while (true) {
      try {
        client.tell(operation.id(), "cancel", new VerbRequest("changed my mind", null));
        return;
      } catch (Unreachable repeat) {
        Thread.sleep(PAUSE);
      } catch (Refused tooLate) {
        return;
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
