package dev.berth.activities.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A container registry that says what it likes, and a server beside it that only the worker
 * reaches.
 */
class ContainerRegistryTest {
  private static final String IMAGE = "supertokens/supertokens-postgresql:11.2.3";
  private static final String DIGEST = "sha256:" + "0f".repeat(32);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String digest = DIGEST;
  private String realm;
  private String redirect;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      if (path.equals("/token")) {
        byte[] token = "{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, token.length);
        exchange.getResponseBody().write(token);
      } else if (redirect != null) {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(307, -1);
      } else if (realm != null && exchange.getRequestHeaders().getFirst("Authorization") == null) {
        exchange
            .getResponseHeaders()
            .set("WWW-Authenticate", "Bearer realm=\"%s\",service=\"s\"".formatted(realm));
        exchange.sendResponseHeaders(401, -1);
      } else {
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private String ask() {
    return new ContainerRegistry(URI.create(at("/"))).digest(IMAGE);
  }

  @Test
  void aTagMeansTheDigestThatTheRegistrySays() {
    assertThat(ask()).isEqualTo(DIGEST);
  }

  @Test
  void aTokenIsFetchedFromTheRegistrysOwnHost() {
    realm = at("/token");

    assertThat(ask()).isEqualTo(DIGEST);
    assertThat(asked).contains("/token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "sha256:", "md5:0f0f", "sha256:" + "0F"})
  void whatIsNoDigestIsRefused(String other) {
    digest = other;

    assertThatThrownBy(this::ask).hasMessageContaining("no digest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/latest",
        "https://127.0.0.1:%d/token",
        "https://localhost:%d/token",
        "https://10.0.0.1/token",
        "https://192.168.0.1/token",
        "https://[fd00::1]/token",
        "https://[fd00:ec2::254]/token",
        "https://100.64.0.1/token",
        "http://93.184.216.34/token",
        "http://localhost:%d/token",
        "file:///etc/passwd",
        "not an address"
      })
  void callersAreNotSentToWhatOnlyTheWorkerReaches(String where) {
    realm = where.replace("%d", Integer.toString(server.getAddress().getPort()));

    assertThatThrownBy(this::ask).hasMessageContaining("it sends callers for a token to");
    assertThat(asked).doesNotContain("/token");
  }

  @ParameterizedTest
  @CsvSource({
    "https://93.184.216.34, https://93.184.216.35/token",
    "https://93.184.216.34, https://93.184.216.34/token",
    "https://10.0.0.1, https://10.0.0.2/token",
    "https://10.0.0.1, https://93.184.216.34/token",
    "https://93.184.216.34, https://no-such-name.invalid/token"
  })
  void callersAreSentToPublicServersAndFromAPrivateRegistryToPrivateOnes(URI from, String to)
      throws IOException {
    assertThat(new ContainerRegistry(from).tokenServer(to, "?q")).hasToString(to + "?q");
  }

  @Test
  void aRedirectIsNotFollowed() {
    redirect = at("/token");

    assertThatThrownBy(this::ask).hasMessageContaining("status 307");
    assertThat(asked).doesNotContain("/token");
  }
}
