package dev.berth.simulator.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** How a core answers its clients, by a request that its key opens and its database answers. */
public final class CoreAnswer {
  /** A core whose database is away holds a request for up to 15 s (supertokens.md). */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private CoreAnswer() {}

  /**
   * The status of the answer; 0 when there is none.
   *
   * @param address host and port
   */
  public static int status(String address, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/users/count"))
            .header("api-key", key)
            .timeout(PATIENCE)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
