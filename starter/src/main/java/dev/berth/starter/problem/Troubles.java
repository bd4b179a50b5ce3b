package dev.berth.starter.problem;

import dev.berth.registry.RegistryRefusal;
import dev.berth.starter.api.Problem;
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

/** Whatever goes wrong, as a problem. */
@Singleton
public final class Troubles implements ExceptionHandler<RuntimeException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  /** Seconds. Temporal and PostgreSQL fail over in a few of these. */
  private static final String RETRY_AFTER = "5";

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, RuntimeException trouble) {
    Problem problem = problem(request, trouble);
    MutableHttpResponse<Problem> answer =
        HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(problem);
    return sayWhenToAskAgain(answer);
  }

  /** What it means for whoever asked; what it means for us is logged. */
  public static Problem problem(HttpRequest<?> request, RuntimeException trouble) {
    Refusal refusal = refusal(trouble);
    if (refusal.isPassing()) {
      LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), trouble.getMessage());
    } else if (refusal.isBroken()) {
      LOG.error("{} {} failed", request.getMethodName(), request.getPath(), trouble);
    }
    return refusal.problem();
  }

  /** Adds when to ask again to an answer that says 503. */
  public static <T> MutableHttpResponse<T> sayWhenToAskAgain(MutableHttpResponse<T> answer) {
    return answer.status() == HttpStatus.SERVICE_UNAVAILABLE
        ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        : answer;
  }

  private static Refusal refusal(RuntimeException trouble) {
    return switch (trouble) {
      case Refusal refusal -> refusal;
      case StatusRuntimeException temporal -> TemporalTrouble.refusal(temporal);
      case WorkflowServiceException wrapped
          when wrapped.getCause() instanceof StatusRuntimeException temporal ->
          TemporalTrouble.refusal(temporal);
      case JdbiException registry -> RegistryTrouble.refusal(registry);
      case RegistryRefusal unfit -> RegistryTrouble.refusal(unfit);
      default -> Refusal.broken();
    };
  }
}
