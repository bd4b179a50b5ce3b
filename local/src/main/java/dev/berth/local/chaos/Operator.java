package dev.berth.local.chaos;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.VerbRequest;
import dev.berth.client.api.WhyView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees what is held, asks why, and retries it: the cause has passed by then. */
final class Operator implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final int MANY = 1000;

  private final BerthClient client;
  private final Picture picture;
  private final Set<String> held = new HashSet<>();
  private final Thread rounds = Thread.ofVirtual().name("operator").unstarted(this::work);

  Operator(BerthClient client, Picture picture) {
    this.client = client;
    this.picture = picture;
    rounds.start();
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        client.operations(MANY).stream().filter(o -> o.state().equals("held")).forEach(this::retry);
      } catch (BerthException nextTime) {
        // Berth is away, or the operation went on by itself.
      }
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException over) {
        return;
      }
    }
  }

  private void retry(OperationView operation) {
    WhyView why = client.why(operation.id());
    synchronized (held) {
      if (held.add(operation.id())) {
        picture.say("held: %s: %s".formatted(subject(operation), why.why()));
      }
    }
    client.tell(operation.id(), "retry", new VerbRequest("the cause has passed", null));
  }

  private static String subject(OperationView operation) {
    return operation.customer() == null
        ? operation.kind() + " " + operation.hostId()
        : operation.customer() + "/" + operation.environment();
  }

  /** The operations that were held at some time. */
  Set<String> held() {
    synchronized (held) {
      return Set.copyOf(held);
    }
  }

  /** What has not ended, with why. */
  List<String> open() {
    return client.operations(MANY).stream()
        .filter(operation -> !operation.ended())
        .map(o -> "%s %s is %s: %s".formatted(o.kind(), subject(o), o.state(), why(o)))
        .toList();
  }

  private String why(OperationView operation) {
    try {
      return client.why(operation.id()).why();
    } catch (BerthException ended) {
      return String.valueOf(ended.getMessage());
    }
  }

  @Override
  public void close() {
    rounds.interrupt();
  }
}
