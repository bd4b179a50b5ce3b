package dev.berth.starter.problem;

import dev.berth.client.api.Problem;
import dev.berth.client.api.ProblemCode;
import dev.berth.registry.RegistryRefusal;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception into a problem. */
@Singleton
public final class ErrorHandler
    implements ExceptionHandler<RuntimeException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  /** Seconds. Temporal and PostgreSQL fail over in a few of these. */
  private static final String RETRY_AFTER = "5";

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, RuntimeException error) {
    Problem problem = problem(request, error);
    MutableHttpResponse<Problem> answer =
        HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(problem);
    return withRetryAfter(answer);
  }

  /** The problem that answers the request; causes that an operator must know of are logged. */
  public static Problem problem(HttpRequest<?> request, RuntimeException error) {
    Refusal refusal = refusal(error);
    if (refusal.isTemporary()) {
      LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), error.getMessage());
    } else if (refusal.isInternal()) {
      LOG.error("{} {} failed", request.getMethodName(), request.getPath(), error);
    }
    return refusal.problem();
  }

  /** Adds {@code Retry-After} to an answer with status 503. */
  public static <T> MutableHttpResponse<T> withRetryAfter(MutableHttpResponse<T> answer) {
    return answer.status() == HttpStatus.SERVICE_UNAVAILABLE
        ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        : answer;
  }

  private static Refusal refusal(RuntimeException error) {
    return switch (error) {
      case Refusal refusal -> refusal;
      case StatusRuntimeException temporal -> TemporalErrors.refusal(temporal);
      case WorkflowServiceException wrapped
          when wrapped.getCause() instanceof StatusRuntimeException temporal ->
          TemporalErrors.refusal(temporal);
      case JdbiException registry -> RegistryErrors.refusal(registry);
      case RegistryRefusal unfit -> RegistryErrors.refusal(unfit);
      default -> Refusal.of(ProblemCode.INTERNAL_ERROR, Refusal.INTERNAL_ERROR);
    };
  }
}
