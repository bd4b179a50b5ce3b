package dev.berth.starter.problem;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Every request has an id: the caller's {@code X-Request-Id}, or one made here when it sends none
 * that is fit for a log line. Every answer repeats it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class RequestIds {
  /** The header. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern FIT = Pattern.compile("[\\x21-\\x7e]{1,100}");

  /** The id of a request. */
  public static String of(HttpRequest<?> request) {
    return request.getAttribute(HEADER, String.class).orElseThrow();
  }

  /** Before the other filters: their refusals carry the id, too. */
  @RequestFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void name(HttpRequest<?> request) {
    String given = request.getHeaders().get(HEADER);
    request.setAttribute(
        HEADER,
        given != null && FIT.matcher(given).matches() ? given : UUID.randomUUID().toString());
  }

  @ResponseFilter
  void echo(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request
        .getAttribute(HEADER, String.class)
        .ifPresent(id -> response.getHeaders().set(HEADER, id));
  }
}
