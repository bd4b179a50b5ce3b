package dev.berth.client;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.CredentialsView;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerRequest;
import dev.berth.client.api.FreezeRequest;
import dev.berth.client.api.FreezeView;
import dev.berth.client.api.HostRequest;
import dev.berth.client.api.HostView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.SweepRequest;
import dev.berth.client.api.SweepView;
import dev.berth.client.api.VerbRequest;
import dev.berth.client.api.WhyView;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  /** How long Berth may wait for an end before it says how things are. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(30);

  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  /** As many as Berth puts on one page. */
  private static final int PAGE = 1000;

  private final HttpTransport http;
  private final String requester;

  private BerthClient(HttpTransport http, String requester) {
    this.http = http;
    this.requester = requester;
  }

  /**
   * A client of the Berth at this URL. Nothing is connected yet.
   *
   * @param requester who asks, for the event log
   */
  public static BerthClient at(URI url, String requester) {
    return new BerthClient(new HttpTransport(url), requester);
  }

  /** Asks for a core as the installation makes them. */
  public Deployed deploy(String customer, String environment) {
    return deploy(customer, environment, CoreRequest.OPEN, null);
  }

  /**
   * Asks for a core.
   *
   * @param requestId the caller's id of the request, for the event log; null to have one made
   * @throws Refused with status 400 when something asked is wrong, 409 when it contradicts what is
   *     there or under way
   */
  public Deployed deploy(
      String customer, String environment, CoreRequest request, @Nullable String requestId) {
    CoreReport report =
        http.put(path(customer, environment), request, requester, requestId, CoreReport.class);
    return report.operation() == null
        ? new Deployed.Ready(report.core())
        : new Deployed.Accepted(report.core(), report.operation());
  }

  /**
   * Asks for a customer's development and production core.
   *
   * @param requestId as above
   * @return a result for each: one that is refused does not keep the other one back
   * @throws Refused with status 400 when something asked is wrong; then nothing was started
   */
  public CustomerReport deployBoth(
      String customer, CustomerRequest request, @Nullable String requestId) {
    return http.put(
        "/v1/customers/" + HttpTransport.encode(customer),
        request,
        requester,
        requestId,
        CustomerReport.class);
  }

  /** A core and its newest operation; empty when nobody asked for it yet. */
  public Optional<CoreReport> core(String customer, String environment) {
    return found(path(customer, environment), Duration.ZERO, CoreReport.class);
  }

  /**
   * The API key of a core, for its owner. That it was read is noted in the event log.
   *
   * @throws Refused with status 404 when there is no such core, 409 when it is not ready
   */
  public CredentialsView credentials(String customer, String environment) {
    return http.post(
        path(customer, environment) + "/credentials", requester, CredentialsView.class);
  }

  /** All cores that are there or on their way, by customer and environment. */
  public List<CoreView> cores() {
    return walk(
        "/v1/cores", Integer.MAX_VALUE, ListResponse.Cores.class, ListResponse.Cores::cores);
  }

  /** All hosts that are not gone, oldest first. */
  public List<HostView> hosts() {
    return walk(
        "/v1/hosts", Integer.MAX_VALUE, ListResponse.Hosts.class, ListResponse.Hosts::hosts);
  }

  /**
   * Keeps new cores off a host, or lets them on it again.
   *
   * @throws Refused with status 404 when there is no such host
   */
  public HostView cordon(String hostId, boolean cordoned, @Nullable String reason) {
    return http.post(
        hostPath(hostId, cordoned ? "cordon" : "uncordon"),
        new HostRequest(reason),
        requester,
        HostView.class);
  }

  /**
   * Retires a host on which nothing lives.
   *
   * @throws Refused with status 409 while a slot is taken, or an operation works on it
   */
  public Accepted retire(String hostId, @Nullable String reason) {
    return http.post(
        hostPath(hostId, "retire"), new HostRequest(reason), requester, Accepted.class);
  }

  /**
   * Gives a host another instance, and starts its cores again on it.
   *
   * @throws Refused with status 409 when it is not ready or has no core, or an operation works on
   *     it
   */
  public Accepted replace(String hostId, @Nullable String reason) {
    return http.post(
        hostPath(hostId, "replace"), new HostRequest(reason), requester, Accepted.class);
  }

  private static String hostPath(String id, String verb) {
    return "/v1/hosts/%s/%s".formatted(HttpTransport.encode(id), verb);
  }

  /**
   * The newest operations, newest first.
   *
   * @param limit at most so many
   */
  public List<OperationView> operations(int limit) {
    return walk(
        "/v1/operations",
        limit,
        ListResponse.Operations.class,
        ListResponse.Operations::operations);
  }

  /** The operation of this id. */
  public Optional<OperationView> operation(String id) {
    return operation(id, Duration.ZERO);
  }

  /**
   * Gives an operation a verb: {@code cancel}, {@code retry}, {@code skip} or {@code abort}.
   *
   * @throws Refused with status 409 when the operation does not take it now; nothing was changed
   */
  public Accepted tell(String id, String verb, VerbRequest request) {
    return http.post(operationPath(id) + "/" + verb, request, requester, Accepted.class);
  }

  /** What an operation waits for, and which verb helps. */
  public WhyView why(String id) {
    return http.get(operationPath(id) + "/why", WhyView.class);
  }

  /** What is frozen, oldest first. */
  public ListResponse.Freezes freezes() {
    return http.get("/v1/freezes", ListResponse.Freezes.class);
  }

  /**
   * Stops launches and removals in a region, or in {@code all}; it stays as it was when it is
   * frozen.
   */
  public FreezeView freeze(String region, String reason) {
    return http.put(
        "/v1/freezes/" + HttpTransport.encode(region),
        new FreezeRequest(reason),
        requester,
        null,
        FreezeView.class);
  }

  /**
   * Ends the freeze of a region, or that of {@code all}, and returns the remaining freezes.
   *
   * @throws Refused with status 404 when it was not frozen
   */
  public ListResponse.Freezes thaw(String region, @Nullable String reason) {
    String why = reason == null ? "" : "?reason=" + HttpTransport.encode(reason);
    http.delete("/v1/freezes/" + HttpTransport.encode(region) + why, requester);
    return freezes();
  }

  /**
   * Sweeps a region, {@code default} for the installation's.
   *
   * @return done with the report, or started when the pass takes longer than about 15 s
   */
  public Answer<SweepView> sweep(String region, SweepRequest request) {
    return http.postOrStart(
        "/v1/regions/%s/sweep".formatted(HttpTransport.encode(region)),
        request,
        requester,
        SweepView.class);
  }

  /** The warm pools, by region and plan. */
  public ListResponse.Pools pools() {
    return http.get("/v1/pools", ListResponse.Pools.class);
  }

  /**
   * Sets how many hosts a pool holds, in a region or in {@code default}, the installation's.
   *
   * @throws Refused with status 400 when there is no such region or plan
   */
  public PoolView setPool(String region, String plan, PoolRequest request) {
    return http.put(
        "/v1/pools/%s/%s".formatted(HttpTransport.encode(region), HttpTransport.encode(plan)),
        request,
        requester,
        null,
        PoolView.class);
  }

  /** The images that hosts boot from. */
  public BerthImages images() {
    return new BerthImages(http, requester);
  }

  /** Events after a position, oldest first. */
  public ListResponse.Events events(long after, int limit) {
    return http.get(
        "/v1/events?after=%d&limit=%d".formatted(after, limit), ListResponse.Events.class);
  }

  /**
   * Waits until an operation has ended, well or not. A Berth that is restarted meanwhile is waited
   * for, too.
   *
   * @throws TimedOut when it has not ended in time; it goes on
   */
  public OperationView await(OperationView operation, Duration timeout)
      throws InterruptedException {
    return await(operation, timeout, LONG_WAIT, new ProgressListener() {});
  }

  /** Waits as above, and tells about once a second. */
  public OperationView await(OperationView operation, Duration timeout, ProgressListener listener)
      throws InterruptedException {
    return await(operation, timeout, SHORT_WAIT, listener);
  }

  private OperationView await(
      OperationView operation, Duration timeout, Duration look, ProgressListener listener)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    OperationView seen = operation;
    while (!seen.ended()) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw new TimedOut(
            "Operation %s has not ended in time. It goes on.".formatted(operation.id()));
      }
      try {
        seen = look(operation, left.compareTo(look) < 0 ? left : look);
        listener.onProgress(seen);
      } catch (Unreachable away) {
        listener.onUnreachable(away);
        Thread.sleep(SHORT_WAIT.toMillis());
      }
    }
    return seen;
  }

  /**
   * By its core first: that is never behind. By its id when the core has a newer operation by now.
   */
  private OperationView look(OperationView operation, Duration wait) {
    if (operation.customer() == null) {
      return operation(operation.id(), wait).orElse(operation);
    }
    return found(path(operation.customer(), operation.environment()), wait, CoreReport.class)
        .map(CoreReport::operation)
        .filter(newest -> newest.id().equals(operation.id()))
        .or(() -> operation(operation.id()))
        .orElse(operation);
  }

  private Optional<OperationView> operation(String id, Duration wait) {
    return found(operationPath(id), wait, OperationView.class);
  }

  private static String operationPath(String id) {
    return "/v1/operations/" + HttpTransport.encode(id);
  }

  /** All pages of a list, one after the other. */
  private <P extends ListResponse.Page, T> List<T> walk(
      String path, int limit, Class<P> type, Function<P, List<T>> items) {
    List<T> all = new ArrayList<>();
    String after = "";
    do {
      int size = Math.min(PAGE, limit - all.size());
      P page =
          http.get("%s?limit=%d&after=%s".formatted(path, size, HttpTransport.encode(after)), type);
      all.addAll(items.apply(page));
      after = page.next();
    } while (after != null && all.size() < limit);
    return all;
  }

  private <T> Optional<T> found(String path, Duration wait, Class<T> type) {
    try {
      return Optional.of(
          http.get(path + "?wait=" + wait.toString().substring(2), wait, type)); // without "PT"
    } catch (Refused refused) {
      if (refused.problem().status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static String path(String customer, String environment) {
    return "/v1/cores/%s/%s"
        .formatted(HttpTransport.encode(customer), HttpTransport.encode(environment));
  }
}
