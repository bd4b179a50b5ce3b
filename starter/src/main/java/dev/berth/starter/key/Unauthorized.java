package dev.berth.starter.key;

import dev.berth.client.api.Problem;
import dev.berth.client.api.ProblemCode;
import dev.berth.starter.problem.Refusal;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/** What a caller hears whose key does not let it in: 401, 403, or 429 when that happens often. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class Unauthorized
    implements ExceptionHandler<AuthorizationException, MutableHttpResponse<Problem>> {
  private static final String REASON = "berth.key.refused";

  private final Failures failures;
  private final Addresses addresses;

  Unauthorized(Failures failures, Addresses addresses) {
    this.failures = failures;
    this.addresses = addresses;
  }

  /** Says why the request will be refused. */
  static void because(HttpRequest<?> request, String reason) {
    request.setAttribute(REASON, reason);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public MutableHttpResponse<Problem> handle(HttpRequest request, AuthorizationException error) {
    HttpRequest<?> asked = request;
    String reason = asked.getAttribute(REASON, String.class).orElse(null);
    if (error.isForbidden()) {
      return reason == null
          ? answer(Refusal.of(ProblemCode.SCOPE_MISSING, scopes(asked)))
          : answer(Refusal.of(ProblemCode.OTHER_CUSTOMERS, reason));
    }
    String why =
        reason == null
            ? "This needs an API key, as the header 'Authorization: Bearer berth_..'."
            : reason;
    if (failures.isOneTooMany(addresses.of(asked))) {
      return answer(
              Refusal.of(
                  ProblemCode.TOO_MANY_FAILURES,
                  why
                      + " Too many requests of this address had no valid key; one with a valid key is answered."))
          .header(HttpHeaders.RETRY_AFTER, String.valueOf(Failures.WINDOW.toSeconds()));
    }
    return answer(
            Refusal.of(reason == null ? ProblemCode.KEY_MISSING : ProblemCode.KEY_REFUSED, why))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Berth\"");
  }

  private static String scopes(HttpRequest<?> request) {
    return "The key %s has the scopes %s; this needs %s."
        .formatted(
            Caller.keyId(Caller.of(request)),
            String.join(", ", Caller.of(request).getRoles()),
            String.join(" or ", Scopes.of(request)));
  }

  private static MutableHttpResponse<Problem> answer(Refusal refusal) {
    Problem problem = refusal.problem();
    return HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
        .body(problem);
  }
}
