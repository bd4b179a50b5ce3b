package dev.berth.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.berth.simulator.account.Background;
import dev.berth.simulator.account.Buckets;
import dev.berth.simulator.account.Keys;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.iam.Identities;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every AWS call comes in: routed, counted, delayed, limited, answered or not. */
final class HttpEntrance implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(HttpEntrance.class);
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/[0-9]+/([^/]+)/([^/]+)/aws4_request");

  /** A refusal before the service is known has EC2's form. */
  private static final String FIRST_SERVICE = "ec2";

  private final Map<String, Service> services;
  private final Identities identities;
  private final Keys keys;
  private final Buckets buckets;
  private final Faults faults;
  private final Latencies latencies;
  private final Map<String, Long> calls = new TreeMap<>();
  private final Map<String, Long> throttled = new TreeMap<>();

  HttpEntrance(
      Map<String, Service> services,
      Identities identities,
      Keys keys,
      Buckets buckets,
      Faults faults,
      Latencies latencies) {
    this.services = services;
    this.identities = identities;
    this.keys = keys;
    this.buckets = buckets;
    this.faults = faults;
    this.latencies = latencies;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    // Closed without an answer, the connection breaks: that is how an answer gets lost.
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Service service = services.get(FIRST_SERVICE);
      try {
        Matcher scope = scope(exchange);
        service = service(scope.group(3));
        requireToken(exchange, scope.group(1));
        Call call =
            service.read(scope.group(1), scope.group(2), exchange.getRequestHeaders(), body);
        Optional<String> answer = answer(scope.group(3), call);
        if (answer.isPresent()) {
          send(exchange, 200, service, answer.get());
        }
      } catch (AwsError error) {
        send(exchange, error.status(), service, service.refusal(error, requestId()));
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        log.error("the simulator's own failure", failure);
        AwsError error = new AwsError("InternalError", 500, failure.toString());
        send(exchange, error.status(), service, service.refusal(error, requestId()));
      }
    }
  }

  /** What the call is answered; empty if the answer gets lost. */
  private Optional<String> answer(String name, Call call) throws InterruptedException {
    Service service = service(name);
    count(calls, call);
    Instant start = Instant.now().plus(faults.delay(call));
    Background.sleepUntil(start.plus(latencies.of(latency(call))));
    Optional<Fault.Fail> failure = faults.failure(call);
    if (failure.isPresent()) {
      throw new AwsError(failure.get().code(), failure.get().status(), "Scripted failure");
    }
    if (faults.throttles(call) || !buckets.allow(call)) {
      count(throttled, call);
      throw service.throttled();
    }
    identities
        .refusal(name, call)
        .ifPresent(
            sentence -> {
              throw service.denied(sentence);
            });
    String answer = service.answer(call);
    return faults.losesAnswer(call) ? Optional.empty() : Optional.of(answer);
  }

  private static Latency latency(Call call) {
    return call.operation().equals("RunInstances") ? Latency.RUN_INSTANCES_CALL : Latency.API_CALL;
  }

  private static Matcher scope(HttpExchange exchange) {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    Matcher scope = SCOPE.matcher(authorization);
    if (!scope.find()) {
      throw new AwsError("MissingAuthenticationToken", 403, "The request is not signed.");
    }
    return scope;
  }

  /**
   * AWS checks the signature; here the session token proves that the access key is the caller's.
   */
  private void requireToken(HttpExchange exchange, String accessKey) {
    String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
    if (token == null || !keys.prove(accessKey, token)) {
      throw new AwsError(
          "InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    }
  }

  private Service service(String name) {
    return Optional.ofNullable(services.get(name))
        .orElseThrow(() -> AwsError.refused("InvalidAction", "There is no service %s here.", name));
  }

  private void count(Map<String, Long> counts, Call call) {
    synchronized (counts) {
      counts.merge(call.operation(), 1L, Long::sum);
    }
  }

  /** Calls that arrived, by operation. */
  Map<String, Long> calls() {
    synchronized (calls) {
      return new TreeMap<>(calls);
    }
  }

  /** Calls that were refused as too many, by operation. */
  Map<String, Long> throttled() {
    synchronized (throttled) {
      return new TreeMap<>(throttled);
    }
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }

  private static void send(HttpExchange exchange, int status, Service service, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", service.contentType());
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId());
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
