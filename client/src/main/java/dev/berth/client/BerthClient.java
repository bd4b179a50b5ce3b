package dev.berth.client;

import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.CoreFilter;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.CredentialsView;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerRequest;
import dev.berth.client.api.EventFilter;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.Reason;
import dev.berth.client.api.VerbRequest;
import dev.berth.client.api.WhyView;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Berth, for a signup service:
 *
 * <pre>{@code
 * BerthClient berth = BerthClient.at(URI.create("http://127.0.0.1:8480"), System.getenv("BERTH_KEY"));
 * if (berth.deploy("acme", "development") instanceof Deployed.Accepted accepted) {
 *   OperationView ended = berth.await(accepted.operation(), Duration.ofMinutes(15));
 *   if (!ended.succeeded()) {
 *     throw new IllegalStateException(ended.message());
 *   }
 * }
 * CoreView core = berth.core("acme", "development").orElseThrow().core();
 * }</pre>
 *
 * Every request but {@link BerthKeys#create} and {@link BerthKeys#roll} is idempotent. Every method
 * throws {@link BerthException} and is safe to call from many threads.
 */
public final class BerthClient {
  /** How long Berth may hold back an answer until the operation ends. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(30);

  private final HttpTransport http;

  private BerthClient(HttpTransport http) {
    this.http = http;
  }

  /**
   * A client of the Berth at this URL. Nothing is connected yet.
   *
   * @param key an API key, whose name is the actor in the event log; null for what needs none
   * @throws IllegalArgumentException when it cannot be a key; the message does not have it
   */
  public static BerthClient at(URI url, @Nullable String key) {
    return new BerthClient(new HttpTransport(url, key, null));
  }

  /** The same client on behalf of a person or program, whose name the event log has, too. */
  public BerthClient onBehalfOf(String requester) {
    return new BerthClient(http.onBehalfOf(requester));
  }

  /** Deploys a core with the installation's defaults. */
  public Deployed deploy(String customer, String environment) {
    return deploy(customer, environment, CoreRequest.OPEN, null);
  }

  /**
   * Deploys a core. The request is idempotent.
   *
   * @param requestId the caller's id of the request, for the event log; generated when null
   * @throws Refused with status 400 when the request is wrong, 409 when it conflicts with the core
   *     or with the operation under way
   */
  public Deployed deploy(
      String customer, String environment, CoreRequest request, @Nullable String requestId) {
    CoreReport report = http.put(path(customer, environment), request, requestId, CoreReport.class);
    return report.operation() == null
        ? new Deployed.Ready(report.core())
        : new Deployed.Accepted(report.core(), report.operation());
  }

  /**
   * Deploys a customer's development and production core.
   *
   * @param requestId as above
   * @return a report on each; a refusal of one does not affect the other
   * @throws Refused with status 400 when the request is wrong; then nothing was started
   */
  public CustomerReport deployBoth(
      String customer, CustomerRequest request, @Nullable String requestId) {
    return http.put(
        "/v1/customers/" + HttpTransport.encode(customer),
        request,
        requestId,
        CustomerReport.class);
  }

  /** A core and its newest operation; empty when it was never requested. */
  public Optional<CoreReport> core(String customer, String environment) {
    return core(customer, environment, Duration.ZERO);
  }

  /**
   * The API key of a core, for its owner. The event log records the request.
   *
   * @throws Refused with status 404 when there is no such core, 409 when it is not ready
   */
  public CredentialsView credentials(String customer, String environment) {
    return http.post(path(customer, environment) + "/credentials", CredentialsView.class);
  }

  /**
   * Restarts the container of a core that is ready.
   *
   * @throws Refused with status 404 when there is no such core, 409 when it is not ready, or
   *     another operation works on it
   */
  public Accepted restart(String customer, String environment, @Nullable String reason) {
    return http.post(path(customer, environment) + "/restart", new Reason(reason), Accepted.class);
  }

  /** All cores that are ready or being deployed, by customer and environment. */
  public List<CoreView> cores() {
    return cores(CoreFilter.none());
  }

  /**
   * The cores that the filter leaves, by customer and environment.
   *
   * @throws Refused with status 400 when the filter has a value that there is not
   */
  public List<CoreView> cores(CoreFilter filter) {
    return http.list(
        "/v1/cores",
        filter,
        Integer.MAX_VALUE,
        ListResponse.Cores.class,
        ListResponse.Cores::cores);
  }

  /** The hosts. */
  public BerthHosts hosts() {
    return new BerthHosts(http);
  }

  /**
   * The newest operations, newest first.
   *
   * @param limit at most so many
   */
  public List<OperationView> operations(int limit) {
    return operations(OperationFilter.none(), limit);
  }

  /** The newest operations that the filter leaves, newest first. */
  public List<OperationView> operations(OperationFilter filter, int limit) {
    return http.list(
        "/v1/operations",
        filter,
        limit,
        ListResponse.Operations.class,
        ListResponse.Operations::operations);
  }

  /** The operation of this id. */
  public Optional<OperationView> operation(String id) {
    return operation(id, Duration.ZERO);
  }

  /**
   * Sends a verb to an operation: {@code cancel}, {@code retry}, {@code skip} or {@code abort}.
   *
   * @throws Refused with status 409 when the operation does not take it now; nothing was changed
   */
  public Accepted tell(String id, String verb, VerbRequest request) {
    return http.post(operationPath(id) + "/" + verb, request, Accepted.class);
  }

  /** What an operation waits for, and which verbs help. */
  public WhyView why(String id) {
    return http.get(operationPath(id) + "/why", WhyView.class);
  }

  /** API keys. */
  public BerthKeys keys() {
    return new BerthKeys(http);
  }

  /** Freezes, sweeps and warm pools of regions. */
  public BerthRegions regions() {
    return new BerthRegions(http);
  }

  /** The images that hosts boot from. */
  public BerthImages images() {
    return new BerthImages(http);
  }

  /** Events after a position, oldest first. */
  public ListResponse.Events events(long after, int limit) {
    return events(EventFilter.none(), after, limit);
  }

  /** Events after a position that the filter leaves, oldest first. */
  public ListResponse.Events events(EventFilter filter, long after, int limit) {
    String query = HttpTransport.query(filter);
    return http.get(
        "/v1/events?after=%d&limit=%d%s".formatted(after, limit, query), ListResponse.Events.class);
  }

  /**
   * Waits until an operation has ended, with success or not, also across restarts of Berth.
   *
   * @throws TimedOut when it has not ended in time; it goes on
   * @throws Interrupted when the thread is interrupted, whose flag stays set; the operation goes on
   */
  public OperationView await(OperationView operation, Duration timeout) {
    return new Waiting(this, LONG_WAIT, new ProgressListener() {}).await(operation, timeout);
  }

  /** Waits as above, and tells the listener about once a second. */
  public OperationView await(OperationView operation, Duration timeout, ProgressListener listener) {
    return new Waiting(this, Waiting.PAUSE, listener).await(operation, timeout);
  }

  /** The answer is held back until the operation on the core has ended, or for this time. */
  Optional<CoreReport> core(String customer, String environment, Duration wait) {
    return found(path(customer, environment), wait, CoreReport.class);
  }

  /** The answer is held back until the operation has ended, or for this time. */
  Optional<OperationView> operation(String id, Duration wait) {
    return found(operationPath(id), wait, OperationView.class);
  }

  private static String operationPath(String id) {
    return "/v1/operations/" + HttpTransport.encode(id);
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
