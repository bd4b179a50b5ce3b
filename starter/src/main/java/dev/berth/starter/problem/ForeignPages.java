package dev.berth.starter.problem;

import dev.berth.client.api.ProblemCode;
import dev.berth.starter.Settings;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses what a web page of another site can make a browser on this machine or network send. A
 * name that such a page has bound to the starter's address (DNS rebinding) shows in {@code Host}; a
 * page of another origin shows in {@code Origin} or {@code Sec-Fetch-Site}. Programs send none of
 * the last two. Browsers let every page send a body without a type; JSON needs the permission of
 * the server.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after the request got its id
final class ForeignPages {
  /** An address cannot be bound to another one. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d+)?");

  private static final String LOCALHOST = "localhost";

  private final List<String> names;

  ForeignPages(Settings settings) {
    names = settings.hosts();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    String host = lower(request.getHeaders().get(HttpHeaders.HOST));
    if (host != null && !isOurs(host)) {
      throw Refusal.of(
          ProblemCode.UNKNOWN_HOST,
          "'%s' is no name of this starter. Ask by its address, or name it in BERTH_HOSTS."
              .formatted(withoutPort(host)));
    }
    String origin = lower(request.getHeaders().get(HttpHeaders.ORIGIN));
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean foreign = origin != null && !isOf(origin, host);
    if (foreign || "cross-site".equals(site) || "same-site".equals(site)) {
      throw Refusal.of(
          ProblemCode.FOREIGN_PAGE, "A web page of another site may not use this API.");
    }
    boolean body =
        request.getContentLength() > 0
            || request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING);
    if (body && request.getContentType().isEmpty()) {
      throw Refusal.of(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type: application/json.");
    }
  }

  private boolean isOurs(String host) {
    String name = withoutPort(host);
    return ADDRESS.matcher(host).matches() || name.equals(LOCALHOST) || names.contains(name);
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d+$", "");
  }

  private static boolean isOf(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
  }
}
