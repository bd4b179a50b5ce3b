package dev.berth.starter.problem;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Temporal away, or refusing. */
final class TemporalTrouble {
  private TemporalTrouble() {}

  /** What it means for whoever asked. */
  static Refusal refusal(StatusRuntimeException trouble) {
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
