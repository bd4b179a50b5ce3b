package dev.berth.starter.key;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.RouteAttributes;
import java.util.List;

/**
 * What a route asks of its caller's key, for {@code @Secured}: words of {@link
 * dev.berth.model.Scope}.
 */
public final class Scopes {
  public static final String READ = "read";
  public static final String SIGNUP = "signup";
  public static final String CREDENTIALS = "credentials";
  public static final String OPERATOR = "operator";
  public static final String ADMIN = "admin";

  private Scopes() {}

  /** Whether the route of a request asks for a key at all. */
  static boolean areAskedFor(HttpRequest<?> request) {
    List<String> asked = of(request);
    return !asked.isEmpty() && !asked.contains(SecurityRule.IS_ANONYMOUS);
  }

  /** What the route of a request asks for: one of these. */
  static List<String> of(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route -> List.of(route.getAnnotationMetadata().stringValues(Secured.class)))
        .orElse(List.of());
  }
}
