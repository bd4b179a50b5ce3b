package dev.berth.registry.operation;

import java.time.Instant;

/**
 * One workflow run on a core or host, as the registry remembers it.
 *
 * @param id the run's first run id
 * @param kind {@code deploy-core} or {@code launch-host}
 * @param customer null for a host
 * @param environment null for a host
 * @param hostId null for a core
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
    Instant finishedAt) {}
