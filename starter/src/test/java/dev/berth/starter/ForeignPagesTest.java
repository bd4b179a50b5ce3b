package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page of another site reaches nothing through a browser on the starter's machine. */
class ForeignPagesTest {
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start(Map.of("berth.hosts", "berth.example"));
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8480",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:8480.evil.example",
        "[::1].evil.example",
        ""
      })
  void aNameThatIsNotTheStartersIsRefused(String host) throws Exception {
    assertThat(answer("POST /v1/cores/acme/production/credentials", "Host: " + host))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"unknown-host\"", "BERTH_HOSTS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8480",
        "localhost:8480",
        "LOCALHOST",
        "[::1]:8480",
        "10.0.0.5",
        "Berth.Example:8480"
      })
  void addressesLocalhostAndConfiguredNamesAreTheStarters(String host) throws Exception {
    assertThat(answer("GET /v1/cores", "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: null",
        "Origin: http://",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void aPageOfAnotherOriginIsRefused(String header) throws Exception {
    assertThat(answer("PUT /v1/cores/acme/production", "Host: 127.0.0.1:8480\r\n" + header))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"foreign-page\"");
    assertThat(starter.get("/v1/events").json().get("events")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://127.0.0.1:8480",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: none"
      })
  void aPageOfTheStarterItselfMayAsk(String header) throws Exception {
    assertThat(answer("GET /v1/cores", "Host: 127.0.0.1:8480\r\n" + header))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({"/", "/openapi.yml", "/health", "/v1/cores", "/nothing"})
  void thisHoldsForEveryPath(String path) throws Exception {
    assertThat(answer("GET " + path, "Host: evil.example")).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 13\r\n\r\n{\"reason\":1}", "Transfer-Encoding: chunked\r\n\r\n0"})
  void aBodyOfNoTypeIsRefused(String rest) throws Exception {
    assertThat(send("PUT /v1/freezes/all", "Host: 127.0.0.1:8480\r\n" + rest))
        .startsWith("HTTP/1.1 415 ")
        .contains("\"unsupported-media-type\"", "application/json");
  }

  /** What is answered to a request with these headers, which no client library would send. */
  private static String answer(String request, String headers) throws IOException {
    return send(request, headers + "\r\nContent-Length: 0");
  }

  private static String send(String request, String rest) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), starter.url().getPort())) {
      String text =
          "%s HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
              .formatted(request, starter.key(), rest);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
