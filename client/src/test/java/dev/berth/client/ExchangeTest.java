package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeTest {
  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      BerthClient berth = BerthClient.at(url(silent.getLocalPort()), null);
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  asked.countDown();
                  thrown.complete(new AssertionError(berth.cores().toString()));
                } catch (BerthException e) {
                  thrown.complete(
                      Thread.currentThread().isInterrupted() ? e : new AssertionError("no flag"));
                }
              });
      thread.start();
      asked.await();
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.isConnected()).isTrue();
        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(Interrupted.class);
      }
    }
  }

  @Test
  void aPostWhoseAnswerIsLostIsNotSentAgain() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod());
          if (exchange.getRequestMethod().equals("POST")) {
            throw new IOException("the connection ends here");
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      URI uri = url(server.getAddress().getPort());
      var unused =
          new Exchange("GET", uri, Duration.ofSeconds(20))
              .send(); // a connection that can be reused

      assertThatThrownBy(() -> BerthClient.at(uri, null).restart("acme", "production", "a test"))
          .isInstanceOf(Unreachable.class);
      assertThat(requests).containsExactly("GET", "POST");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatDoesNotSpeakHttpIsNotBerth() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = other.accept()) {
                  socket
                      .getOutputStream()
                      .write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.start();

      assertThatThrownBy(() -> BerthClient.at(url(other.getLocalPort()), null).cores())
          .isInstanceOf(BerthException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
    }
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
