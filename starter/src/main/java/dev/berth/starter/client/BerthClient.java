package dev.berth.starter.client;

import dev.berth.starter.api.CoreReport;
import dev.berth.starter.api.CoreView;
import dev.berth.starter.api.CoreWish;
import dev.berth.starter.api.HostView;
import dev.berth.starter.api.Listing;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.api.SweepView;
import dev.berth.starter.api.SweepWish;
import dev.berth.starter.client.BerthException.Refused;
import dev.berth.starter.client.BerthException.TimedOut;
import dev.berth.starter.client.BerthException.Unreachable;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Berth, for a signup service:
 *
 * <pre>{@code
 * BerthClient berth = BerthClient.at(URI.create("http://127.0.0.1:8480"), "signup");
 * if (berth.deploy("acme", "development") instanceof Deployed.Accepted accepted) {
 *   OperationView ended = berth.await(accepted.operation(), Duration.ofMinutes(15));
 *   if (!ended.succeeded()) {
 *     throw new SignupFailed(ended.reason(), ended.message());
 *   }
 * }
 * CoreView core = berth.core("acme", "development").orElseThrow().core();
 * }</pre>
 *
 * Every request may be repeated: the same is carried out once. Every method throws {@link
 * BerthException} and is safe to call from many threads.
 */
public final class BerthClient {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Door door;
  private final String requester;

  private BerthClient(Door door, String requester) {
    this.door = door;
    this.requester = requester;
  }

  /**
   * A client of the Berth at this URL. Nothing is connected yet.
   *
   * @param requester who asks, for the event log
   */
  public static BerthClient at(URI url, String requester) {
    return new BerthClient(new Door(url), requester);
  }

  /** Asks for a core as the installation makes them. */
  public Deployed deploy(String customer, String environment) {
    return deploy(customer, environment, CoreWish.OPEN, null);
  }

  /**
   * Asks for a core.
   *
   * @param requestId the caller's id of the request, for the event log; null to have one made
   * @throws Refused with status 400 when something asked is wrong, 409 when it contradicts what is
   *     there or under way
   */
  public Deployed deploy(
      String customer, String environment, CoreWish wish, @Nullable String requestId) {
    CoreReport report =
        door.put(path(customer, environment), wish, requester, requestId, CoreReport.class);
    return report.operation() == null
        ? new Deployed.Ready(report.core())
        : new Deployed.Accepted(report.core(), report.operation());
  }

  /** A core and its newest operation; empty when nobody asked for it yet. */
  public Optional<CoreReport> core(String customer, String environment) {
    return found(path(customer, environment), CoreReport.class);
  }

  /** All cores that are there or on their way. */
  public List<CoreView> cores() {
    return door.get("/v1/cores", Listing.Cores.class).cores();
  }

  /** All hosts that are not gone, oldest first. */
  public List<HostView> hosts() {
    return door.get("/v1/hosts", Listing.Hosts.class).hosts();
  }

  /** The newest operations, newest first. */
  public List<OperationView> operations(int limit) {
    return door.get("/v1/operations?limit=" + limit, Listing.Operations.class).operations();
  }

  /** The operation of this id. */
  public Optional<OperationView> operation(String id) {
    return found("/v1/operations/" + Door.encode(id), OperationView.class);
  }

  /**
   * Sweeps a region, {@code default} for the installation's.
   *
   * @return the pass; without its report while it goes on
   */
  public SweepView sweep(String region, SweepWish wish) {
    return door.post(
        "/v1/regions/%s/sweep".formatted(Door.encode(region)), wish, requester, SweepView.class);
  }

  /** Events after a position, oldest first. */
  public Listing.Events events(long after, int limit) {
    return door.get("/v1/events?after=%d&limit=%d".formatted(after, limit), Listing.Events.class);
  }

  /**
   * Waits until an operation has ended, well or not. A Berth that is restarted meanwhile is waited
   * for, too.
   *
   * @throws TimedOut when it has not ended in time; it goes on
   */
  public OperationView await(OperationView operation, Duration timeout)
      throws InterruptedException {
    return await(operation, timeout, new Watcher() {});
  }

  /** Waits as above, and tells. */
  public OperationView await(OperationView operation, Duration timeout, Watcher watcher)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    OperationView seen = operation;
    while (!seen.ended()) {
      if (System.nanoTime() >= deadline) {
        throw new TimedOut(
            "Operation %s has not ended in time. It goes on.".formatted(operation.id()));
      }
      Thread.sleep(BETWEEN_LOOKS);
      try {
        seen = now(operation);
        watcher.seen(seen);
      } catch (Unreachable away) {
        watcher.away(away);
      }
    }
    return seen;
  }

  /**
   * By its core first: that is never behind. By its id when the core has a newer operation by now.
   */
  private OperationView now(OperationView operation) {
    if (operation.customer() == null) {
      return operation(operation.id()).orElse(operation);
    }
    return core(operation.customer(), operation.environment())
        .map(CoreReport::operation)
        .filter(newest -> newest.id().equals(operation.id()))
        .or(() -> operation(operation.id()))
        .orElse(operation);
  }

  private <T> Optional<T> found(String path, Class<T> type) {
    try {
      return Optional.of(door.get(path, type));
    } catch (Refused refused) {
      if (refused.problem().status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static String path(String customer, String environment) {
    return "/v1/cores/%s/%s".formatted(Door.encode(customer), Door.encode(environment));
  }
}
