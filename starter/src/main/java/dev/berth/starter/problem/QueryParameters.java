package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Refuses query parameters that the route does not have, and those without exactly one value: each
 * would be ignored otherwise, and a list would look as if it were filtered.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class QueryParameters {
  @RequestFilter
  void check(HttpRequest<?> request) {
    if (RouteAttributes.getRouteMatch(request).orElse(null)
        instanceof MethodBasedRouteMatch<?, ?> route) {
      List<String> known = known(route);
      Refusal.ifAny(
          request.getParameters().asMap().entrySet().stream()
              .flatMap(given -> fault(given.getKey(), given.getValue(), known).stream())
              .toList());
    }
  }

  private static List<String> known(MethodBasedRouteMatch<?, ?> route) {
    return Arrays.stream(route.getArguments())
        .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
        .map(a -> a.getAnnotationMetadata().stringValue(QueryValue.class).orElse(a.getName()))
        .toList();
  }

  private static Optional<Fault> fault(String name, List<String> values, List<String> known) {
    if (!known.contains(name)) {
      return Optional.of(
          new Fault(
              name,
              "is not a query parameter of this request, which has "
                  + (known.isEmpty() ? "none" : String.join(", ", known))));
    }
    return values.size() == 1 && !values.getFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(new Fault(name, "must have one value, or be left out"));
  }
}
