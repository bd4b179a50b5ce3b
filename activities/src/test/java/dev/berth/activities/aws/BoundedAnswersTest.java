package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that wants to keep its caller, or to fill its memory. */
@Timeout(60)
class BoundedAnswersTest {
  private static final int MOST = 1 << 16;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch left = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/short", exchange -> answer(exchange, MOST, Duration.ZERO));
    server.createContext(
        "/endless", exchange -> answer(exchange, Integer.MAX_VALUE, Duration.ZERO));
    server.createContext("/dripping", exchange -> answer(exchange, MOST, Duration.ofMillis(20)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange, int bytes, Duration pause) {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      for (int i = 0; i < bytes; i++) {
        body.write('x');
        if (pause.isPositive()) {
          body.flush();
          Thread.sleep(pause);
        }
      }
    } catch (IOException | InterruptedException callerLeft) {
      left.countDown();
    }
  }

  @Test
  void anAnswerWithinItsBoundsIsRead() throws Exception {
    assertThat(send("/short", Duration.ofSeconds(30))).hasSize(MOST);
  }

  @Test
  void anAnswerWithoutAnEndFailsWhenItIsTooLong() throws Exception {
    assertThatThrownBy(() -> send("/endless", Duration.ofSeconds(30)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("capacity");
    left.await();
  }

  @Test
  void anAnswerThatTakesTooLongFailsAlsoWhenItHasBegun() throws Exception {
    assertThatThrownBy(() -> send("/dripping", Duration.ofMillis(500)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no whole answer within");
    left.await();
  }

  private String send(String path, Duration patience) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return BoundedAnswers.send(http, HttpRequest.newBuilder(uri).build(), MOST, patience).body();
  }
}
