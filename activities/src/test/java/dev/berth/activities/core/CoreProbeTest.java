package dev.berth.activities.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CoreProbeTest {
  /** Kept for documents (RFC 5737): no host has it. */
  private static final String UNREACHABLE = "192.0.2.1:3567";

  private static final String KEY = "the-key-of-this-core";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final Set<String> keys = new ConcurrentSkipListSet<>();
  private volatile boolean acceptsEveryKey;
  private HttpServer proxy;

  /** Waits for a core, as activities do. */
  @ActivityInterface
  public interface Check {
    void await();
  }

  @BeforeEach
  void aProxyThatLeadsToACore() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::answer);
    proxy.start();
  }

  @AfterEach
  void end() {
    proxy.stop(0);
    temporal.close();
  }

  @Test
  @Timeout(60)
  void aCoreInAnotherNetworkIsAskedThroughTheProxy() {
    CoreProbe probe =
        new CoreProbe(
            Optional.of(HostAndPort.fromParts("localhost", proxy.getAddress().getPort())));
    temporal.registerActivitiesImplementations(
        (Check) () -> probe.await(UNREACHABLE, KEY, () -> {}));

    temporal.newActivityStub(Check.class).await();

    assertThat(asked)
        .contains("http://" + UNREACHABLE + "/users/count", "http://" + UNREACHABLE + "/hello")
        .allMatch(url -> url.startsWith("http://" + UNREACHABLE + "/"));
  }

  @Test
  @Timeout(60)
  void aStrangerThatAcceptsEveryKeyIsNotToldTheRealOne() {
    acceptsEveryKey = true;
    CoreProbe probe = new CoreProbe(Optional.empty());
    temporal.registerActivitiesImplementations((Check) () -> probe.await(address(), KEY, () -> {}));

    assertThatThrownBy(() -> temporal.newActivityStub(Check.class).await())
        .rootCause()
        .hasMessageContaining("accepts any key");
    assertThat(keys).isNotEmpty().doesNotContain(KEY);
  }

  private String address() {
    return "127.0.0.1:" + proxy.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      String key = exchange.getRequestHeaders().getFirst("api-key");
      Optional.ofNullable(key).ifPresent(keys::add);
      boolean opens =
          acceptsEveryKey || exchange.getRequestURI().getPath().equals("/hello") || KEY.equals(key);
      byte[] body = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(opens ? 200 : 401, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
