package dev.berth.starter.problem;

import dev.berth.starter.api.Problem;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The same trouble as the SDK wraps it. */
@Singleton
final class TemporalClientTrouble
    implements ExceptionHandler<WorkflowServiceException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalClientTrouble.class);

  private final TemporalTrouble trouble;

  TemporalClientTrouble(TemporalTrouble trouble) {
    this.trouble = trouble;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, WorkflowServiceException wrapped) {
    if (wrapped.getCause() instanceof StatusRuntimeException cause) {
      return trouble.handle(request, cause);
    }
    LOG.error("{} {} failed", request.getMethodName(), request.getPath(), wrapped);
    return RefusalHandler.answer(Refusal.broken());
  }
}
