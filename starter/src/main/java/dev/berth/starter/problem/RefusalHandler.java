package dev.berth.starter.problem;

import dev.berth.starter.api.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** A refusal as a problem. */
@Singleton
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<Problem>> {
  /** Seconds. Temporal and PostgreSQL fail over in a few of these. */
  private static final String RETRY_AFTER = "5";

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, Refusal refusal) {
    return answer(refusal);
  }

  static MutableHttpResponse<Problem> answer(Refusal refusal) {
    HttpStatus status = refusal.status();
    MutableHttpResponse<Problem> answer =
        HttpResponse.<Problem>status(status)
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(
                Problem.of(
                    status.getCode(),
                    status.getReason(),
                    refusal.code(),
                    refusal.getMessage(),
                    refusal.faults()));
    return refusal.isPassing() ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER) : answer;
  }
}
