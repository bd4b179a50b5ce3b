package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses query parameters that the route does not have, and those without exactly one value: each
 * would be ignored otherwise, and a list would look as if it were filtered. Refuses control
 * characters in the path, which the registry cannot be asked for.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Parameters {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (RouteAttributes.getRouteMatch(request).orElse(null)
        instanceof MethodBasedRouteMatch<?, ?> route) {
      List<String> known = known(route);
      List<Fault> faults = new ArrayList<>();
      route.getVariableValues().forEach((name, value) -> check(name, value.toString(), faults));
      request
          .getParameters()
          .asMap()
          .forEach((name, values) -> fault(name, values, known).ifPresent(faults::add));
      Refusal.ifAny(faults);
    }
  }

  private static void check(String name, String value, List<Fault> faults) {
    if (CONTROL.matcher(value).find()) {
      faults.add(new Fault(name, "must not have control characters"));
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
