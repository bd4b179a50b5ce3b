package dev.berth.starter.problem;

import dev.berth.client.api.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Errors of Temporal: it does not answer, or refuses. */
final class TemporalErrors {
  private TemporalErrors() {}

  /** The answer to the request that met the error. */
  static Refusal refusal(StatusRuntimeException error) {
    Status status = error.getStatus();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          Refusal.of(
              ProblemCode.TEMPORAL_UNREACHABLE,
              "Temporal does not answer. It is safe to ask again in a moment: the same request is carried out once.");
      case RESOURCE_EXHAUSTED ->
          Refusal.of(
              ProblemCode.TEMPORAL_BUSY,
              "Temporal asks for fewer requests. Ask again in a moment.");
      default ->
          Refusal.of(
              ProblemCode.TEMPORAL_REFUSES,
              "Temporal is not set up for Berth: %s. Check its namespace and search attributes."
                  .formatted(status.getDescription()));
    };
  }
}
