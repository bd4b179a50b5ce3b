package dev.berth.local.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Calls cores as their owners do: on their URL, with the key that is kept under their key
 * reference.
 */
public final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final SsmClient ssm;

  Caller(SsmClient ssm) {
    this.ssm = ssm;
  }

  /** The API key under this reference. */
  public String key(String keyReference) {
    String secret =
        ssm.getParameter(r -> r.name(keyReference).withDecryption(true)).parameter().value();
    try {
      return new ObjectMapper().readTree(secret).get("apiKey").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the secret " + keyReference + " is not JSON");
    }
  }

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
