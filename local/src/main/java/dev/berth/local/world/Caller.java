package dev.berth.local.world;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls cores as their owners do: on their URL, with a key. */
public final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * What the core's {@code /users/count}, which asks its database, answers to this key: an HTTP
   * status, or 0 for none.
   */
  public int call(String url, String key) {
    URI address = URI.create(url);
    URI loopback = URI.create("http://127.0.0.1:" + address.getPort() + "/users/count");
    HttpRequest request =
        HttpRequest.newBuilder(loopback)
            .header("Host", address.getAuthority())
            .header("api-key", key)
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
