package dev.berth.activities.aws;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of HTTP servers that are not trusted: a core, or a registry of container images. */
public final class BoundedAnswers {
  private BoundedAnswers() {}

  /**
   * The answer to a request. {@code HttpRequest.timeout} ends when the headers are there; this
   * bound includes the body.
   *
   * @param most bytes of the body, after which the call fails
   * @param patience for the whole exchange
   * @throws IOException when there is no answer, or none within these bounds
   */
  public static HttpResponse<String> send(
      HttpClient http, HttpRequest request, long most, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), most));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
