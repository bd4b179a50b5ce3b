package dev.berth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.Unexpected;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.api.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests and answers: a record, or the reason why there is none. */
final class Door {
  /** The starter gives up on Temporal after 5 s, on the registry after 3, and on AWS after 9. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI url;

  Door(URI url) {
    this.url = URI.create(url.toString().replaceAll("/+$", ""));
  }

  /** A path segment, whatever is in it: Berth refuses what it does not like. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  <T> T get(String path, Class<T> type) {
    return get(path, Duration.ZERO, type);
  }

  /** An answer for which Berth may wait so long. */
  <T> T get(String path, Duration wait, Class<T> type) {
    return send(request(path).timeout(PATIENCE.plus(wait)).GET(), type);
  }

  <T> T put(String path, Object body, String requester, @Nullable String requestId, Class<T> type) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("X-Requester", requester)
            .PUT(BodyPublishers.ofString(Json.write(body)));
    if (requestId != null) {
      request.header("X-Request-Id", requestId);
    }
    return send(request, type);
  }

  <T> T post(String path, String requester, Class<T> type) {
    return send(request(path).header("X-Requester", requester).POST(BodyPublishers.noBody()), type);
  }

  <T> T post(String path, Object body, String requester, Class<T> type) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("X-Requester", requester)
            .POST(BodyPublishers.ofString(Json.write(body))),
        type);
  }

  void delete(String path, String requester) {
    send(request(path).header("X-Requester", requester).DELETE(), Void.class);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
  }

  private <T> T send(HttpRequest.Builder request, Class<T> type) {
    HttpResponse<String> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Unreachable(
          "Berth does not answer at %s. Is its starter running?".formatted(url), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Interrupted while waiting for an answer.", e);
    }
    try {
      if (answer.statusCode() == 204) {
        return null;
      }
      if (answer.statusCode() / 100 == 2 || isReport(answer)) {
        return Json.read(answer.body(), type);
      }
      throw trouble(answer.statusCode(), Json.read(answer.body(), Problem.class));
    } catch (JsonProcessingException e) {
      throw new Unexpected(
          "What answers at %s (status %d) is not Berth's starter."
              .formatted(url, answer.statusCode()),
          e);
    }
  }

  /**
   * Some answers are whole though a part of what was asked was refused; a problem says its type.
   */
  private static boolean isReport(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Content-Type")
        .filter("application/json"::equals)
        .isPresent();
  }

  private static BerthException trouble(int status, Problem problem) {
    if (status >= 502 && status <= 504) {
      return new Unreachable(problem.detail(), null);
    }
    return status >= 500 ? new Unexpected(problem.detail(), null) : new Refused(problem);
  }
}
