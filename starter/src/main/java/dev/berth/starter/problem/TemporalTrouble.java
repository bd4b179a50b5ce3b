package dev.berth.starter.problem;

import dev.berth.starter.api.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporal away, or refusing. */
@Singleton
public final class TemporalTrouble
    implements ExceptionHandler<StatusRuntimeException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalTrouble.class);

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, StatusRuntimeException trouble) {
    LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), trouble.getMessage());
    return RefusalHandler.answer(refusal(trouble));
  }

  /** What it means for whoever asked. */
  public static Refusal refusal(StatusRuntimeException trouble) {
    Status status = trouble.getStatus();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          Refusal.unavailable(
              "temporal-unreachable",
              "Temporal does not answer. It is safe to ask again in a moment: the same request is carried out once.");
      case RESOURCE_EXHAUSTED ->
          Refusal.unavailable(
              "temporal-busy", "Temporal asks for fewer requests. Ask again in a moment.");
      default ->
          Refusal.unavailable(
              "temporal-refuses",
              "Temporal is not set up for Berth: %s. Check its namespace and search attributes."
                  .formatted(status.getDescription()));
    };
  }
}
