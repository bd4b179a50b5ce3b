package dev.berth.starter.key;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * A key that is for some customers only is for requests that name one of them: in the path, or as
 * the filter of a list.
 */
@Singleton
final class CustomersOnly implements SecurityRule<HttpRequest<?>> {
  private static final String CUSTOMER = "customer";

  @Override
  public Publisher<SecurityRuleResult> check(
      HttpRequest<?> request, @Nullable Authentication caller) {
    return Mono.just(
        Optional.ofNullable(caller)
            .flatMap(Caller::customers)
            .filter(customers -> !isFor(request, customers))
            .map(customers -> refused(request, customers))
            .orElse(SecurityRuleResult.UNKNOWN));
  }

  private static boolean isFor(HttpRequest<?> request, List<String> customers) {
    RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route == null || route.getAnnotationMetadata().hasAnnotation(ChecksCustomer.class)) {
      return true;
    }
    Object named = route.getVariableValues().get(CUSTOMER);
    List<String> asked =
        named != null ? List.of(named.toString()) : request.getParameters().getAll(CUSTOMER);
    return takesACustomer(route) && asked.size() == 1 && customers.contains(asked.getFirst());
  }

  private static boolean takesACustomer(RouteMatch<?> route) {
    return route instanceof MethodBasedRouteMatch<?, ?> method
        && Arrays.stream(method.getArguments()).anyMatch(a -> a.getName().equals(CUSTOMER));
  }

  private static SecurityRuleResult refused(HttpRequest<?> request, List<String> customers) {
    Unauthorized.because(
        request,
        "This key is for %s only: name one of them as the customer of the request."
            .formatted(String.join(", ", customers)));
    return SecurityRuleResult.REJECTED;
  }

  /** Before the rule that looks at the scopes and may let the request pass. */
  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }
}
