package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A core that says back what it is asked, behind the name ccore. */
class ProxyTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer core;
  private Proxy proxy;

  @BeforeEach
  void start() throws IOException {
    core = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    core.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String asked =
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("api-key")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] answer = asked.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(302, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    core.start();
    String address = "127.0.0.1:" + core.getAddress().getPort();
    proxy =
        Proxy.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> Optional.of(address).filter(_ -> name.startsWith("ccore.")));
  }

  @AfterEach
  void stop() {
    http.close();
    proxy.close();
    core.stop(0);
  }

  @Test
  void requestAndAnswerGoThroughWhole() throws Exception {
    HttpResponse<String> answer = ask("ccore.us-east-1.localhost");

    assertThat(answer.body()).isEqualTo("POST /recipe?a=b%20c key body");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/elsewhere");
  }

  @Test
  void aClientThatIsConfiguredToUseItGetsTheSame() throws Exception {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
    try (HttpClient configured = HttpClient.newBuilder().proxy(ProxySelector.of(here)).build()) {
      HttpResponse<String> answer =
          configured.send(
              HttpRequest.newBuilder(URI.create("http://ccore.nowhere.invalid/recipe?a=b%20c"))
                  .header("api-key", "key")
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.body()).isEqualTo("GET /recipe?a=b%20c key ");
    }
  }

  @Test
  void aNameThatNobodyHasIsNotFound() throws Exception {
    assertThat(ask("cother.us-east-1.localhost").statusCode()).isEqualTo(404);
  }

  @Test
  void aCoreThatIsDownIsABadGateway() throws Exception {
    core.stop(0);

    assertThat(ask("ccore.us-east-1.localhost").statusCode()).isEqualTo(502);
  }

  private HttpResponse<String> ask(String name) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/recipe?a=b%20c"))
            .header("Host", name)
            .header("api-key", "key")
            .POST(BodyPublishers.ofString("body"))
            .build(),
        BodyHandlers.ofString());
  }
}
