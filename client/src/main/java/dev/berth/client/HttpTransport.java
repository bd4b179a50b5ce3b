package dev.berth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.Unexpected;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.Exchange.Reply;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.Problem;
import dev.berth.client.api.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends a request and reads the answer: a record, or a {@link BerthException}. */
final class HttpTransport {
  /** The starter gives up on Temporal after 5 s, on the registry after 1, and on AWS after 9. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** The most items on a page. */
  private static final int PAGE = 1000;

  private static final int UNAUTHORIZED = 401;

  /** What a header may hold. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private final URI url;
  private final @Nullable String key;
  private final @Nullable String requester;

  /** Requests show the {@code key}; those that change something name the {@code requester}. */
  HttpTransport(URI url, @Nullable String key, @Nullable String requester) {
    this.url = URI.create(url.toString().replaceAll("/+$", ""));
    this.key = key == null ? null : checked(key.strip());
    this.requester = requester;
  }

  /** The JDK quotes a header that it refuses, and so would tell the key. */
  private static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "The API key is empty, or has characters that no key has.");
    }
    return key;
  }

  HttpTransport onBehalfOf(String other) {
    return new HttpTransport(url, key, other);
  }

  /** One path segment, escaped. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  <T> T get(String path, Class<T> type) {
    return get(path, Duration.ZERO, type);
  }

  /** Allows for an answer that Berth holds back as long as {@code wait}. */
  <T> T get(String path, Duration wait, Class<T> type) {
    return send(request("GET", path, TIMEOUT.plus(wait)), type);
  }

  /** All pages of a list, one after the other. */
  <P extends ListResponse.Page, T> List<T> list(
      String path, Record filter, int limit, Class<P> type, Function<P, List<T>> items) {
    List<T> all = new ArrayList<>();
    String after = "";
    do {
      int size = Math.min(PAGE, limit - all.size());
      P page = get("%s?limit=%d%s%s".formatted(path, size, query(filter), after), type);
      all.addAll(items.apply(page));
      after = page.next() == null ? null : "&after=" + encode(page.next());
    } while (after != null && all.size() < limit);
    return all;
  }

  /** The components of a filter that are not null, to be appended to a query. */
  static String query(Record filter) {
    return Json.fields(filter).entrySet().stream()
        .map(field -> "&%s=%s".formatted(field.getKey(), encode(field.getValue())))
        .collect(Collectors.joining());
  }

  <T> T put(String path, Object body, Class<T> type) {
    return put(path, body, null, type);
  }

  <T> T put(String path, Object body, @Nullable String requestId, Class<T> type) {
    Exchange request = sending("PUT", path, body);
    if (requestId != null) {
      request.with("X-Request-Id", requestId);
    }
    return send(request, type);
  }

  <T> T post(String path, Class<T> type) {
    return send(changing("POST", path), type);
  }

  <T> T post(String path, Object body, Class<T> type) {
    return send(sending("POST", path, body), type);
  }

  /** The answer is {@link Accepted} with status 202, else a {@code type}. */
  <T> Answer<T> postOrStart(String path, Object body, Class<T> type) {
    Reply answer = send(sending("POST", path, body));
    return answer.status() == 202
        ? new Answer.Started<>(read(answer, Accepted.class))
        : new Answer.Done<>(read(answer, type));
  }

  void delete(String path) {
    send(changing("DELETE", path), Void.class);
  }

  private Exchange sending(String method, String path, Object body) {
    return changing(method, path).withBody(Json.write(body));
  }

  private Exchange changing(String method, String path) {
    Exchange request = request(method, path, TIMEOUT);
    return requester == null ? request : request.with("X-Requester", requester);
  }

  private Exchange request(String method, String path, Duration timeout) {
    Exchange request = new Exchange(method, URI.create(url + path), timeout);
    return key == null ? request : request.with("Authorization", "Bearer " + key);
  }

  private <T> T send(Exchange request, Class<T> type) {
    return read(send(request), type);
  }

  private Reply send(Exchange request) {
    try {
      Reply answer = request.send();
      return answer.status() == UNAUTHORIZED && answer.body().isEmpty() ? whyNot() : answer;
    } catch (IOException e) {
      throw new Unreachable(
          "Berth does not answer at %s. Is its starter running?".formatted(url), e);
    } catch (InterruptedException e) {
      throw Interrupted.of(e);
    }
  }

  /** The JDK throws the body of a 401 away when the request had one: this asks again without. */
  private Reply whyNot() throws IOException, InterruptedException {
    Reply answer = request("GET", "/v1/key", TIMEOUT).send();
    if (answer.status() / 100 != 2) {
      return answer;
    }
    Problem refused =
        Problem.of(
            UNAUTHORIZED,
            "Unauthorized",
            ProblemCode.KEY_REFUSED,
            "The API key was refused. It is valid now: ask again.",
            List.of());
    return new Reply(UNAUTHORIZED, "application/problem+json", Json.write(refused));
  }

  private <T> T read(Reply answer, Class<T> type) {
    try {
      if (answer.status() == 204) {
        return null;
      }
      if (answer.status() / 100 == 2 || isReport(answer)) {
        return Json.read(answer.body(), type);
      }
      throw failure(answer.status(), Json.read(answer.body(), Problem.class));
    } catch (JsonProcessingException e) {
      throw new Unexpected(
          "The server at %s (status %d) is not Berth's starter.".formatted(url, answer.status()),
          e);
    }
  }

  /** A report may come with an error status when a part was refused; a problem has its own type. */
  private static boolean isReport(Reply answer) {
    return "application/json".equals(answer.contentType());
  }

  private static BerthException failure(int status, Problem problem) {
    if (status >= 502 && status <= 504) {
      return new Unreachable(problem.detail(), null);
    }
    return status >= 500 ? new Unexpected(problem.detail(), null) : new Refused(problem);
  }
}
