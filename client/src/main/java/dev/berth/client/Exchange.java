package dev.berth.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A request, and its answer. By {@link HttpURLConnection}: the JDK's newer client makes a start of
 * the command line several times slower (decision 035).
 */
final class Exchange {
  private static final String JSON = "application/json";
  private static final int CONNECT_MILLIS = 5_000;

  private final String method;
  private final URI uri;
  private final Duration timeout;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte @Nullable [] body;

  /** What was answered. */
  record Reply(int status, @Nullable String contentType, String body) {}

  /** A request without a body. The answer must begin, and go on, within the timeout. */
  Exchange(String method, URI uri, Duration timeout) {
    this.method = method;
    this.uri = uri;
    this.timeout = timeout;
    headers.put("Accept", JSON);
    headers.put("Content-Type", JSON); // else the JDK calls the empty body of a POST a form
  }

  Exchange with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Exchange withBody(String json) {
    body = json.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /**
   * Waits for the answer.
   *
   * @throws InterruptedException when the thread is interrupted; the connection is closed then
   */
  Reply send() throws IOException, InterruptedException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    // A thread that reads from a socket does not notice that it is interrupted.
    FutureTask<Reply> exchange = new FutureTask<>(() -> exchange(connection));
    Thread thread = new Thread(exchange, "berth-client");
    thread.setDaemon(true);
    thread.start();
    try {
      return exchange.get();
    } catch (InterruptedException e) {
      connection.disconnect();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private Reply exchange(HttpURLConnection connection) throws IOException {
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setInstanceFollowRedirects(false);
    headers.forEach(connection::setRequestProperty);
    if (body != null || method.equals("POST")) {
      byte[] sent = body == null ? new byte[0] : body;
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(sent.length); // else a POST may be sent twice
      connection.getOutputStream().write(sent);
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("what answers at " + uri + " does not speak HTTP");
    }
    return new Reply(status, connection.getContentType(), body(connection, status));
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream stream =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
