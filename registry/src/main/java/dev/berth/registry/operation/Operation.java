package dev.berth.registry.operation;

import java.time.Instant;

/**
 * One workflow run on a core, a host or a region, as the registry remembers it.
 *
 * @param id the run's first run id
 * @param kind {@code deploy-core}, {@code launch-host}, {@code retire-host}, {@code sweep}, {@code
 *     bake-image} or {@code retire-image}
 * @param customer null unless it is on a core
 * @param environment null unless it is on a core
 * @param hostId null unless it is on a host
 * @param state {@code running}, {@code ready}, {@code unwound} or {@code left}
 * @param reason a failure type's word, when it did not end as asked
 * @param receipt JSON: steps with times, undone, left; null while running
 */
public record Operation(
    String id,
    String workflowId,
    String kind,
    String customer,
    String environment,
    String hostId,
    String region,
    String plan,
    String requester,
    String requestId,
    String state,
    String reason,
    String message,
    String receipt,
    Instant startedAt,
    Instant finishedAt) {

  /** An operation that begins; {@link #onCore} or {@link #onHost} says on what. */
  public static Operation running(
      String id,
      String workflowId,
      String kind,
      String region,
      String plan,
      String requester,
      String requestId) {
    return new Operation(
        id,
        workflowId,
        kind,
        null,
        null,
        null,
        region,
        plan,
        requester,
        requestId,
        "running",
        null,
        null,
        null,
        null,
        null);
  }

  /** The same operation, on this core. */
  public Operation onCore(String customer, String environment) {
    return new Operation(
        id,
        workflowId,
        kind,
        customer,
        environment,
        null,
        region,
        plan,
        requester,
        requestId,
        state,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same operation, on this host. */
  public Operation onHost(String hostId) {
    return new Operation(
        id,
        workflowId,
        kind,
        null,
        null,
        hostId,
        region,
        plan,
        requester,
        requestId,
        state,
        null,
        null,
        null,
        null,
        null);
  }
}
