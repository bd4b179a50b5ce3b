package dev.berth.workflows.operation;

/**
 * Something that happened to an operation, for the event log.
 *
 * @param operationId the run's first run id
 * @param type of the event, e.g. {@code operation.held}
 * @param by who did it; null when the operation itself did
 * @param requestId the caller's id of the request, or null
 * @param before state before, a {@link State#word()}
 * @param after state after
 * @param reason in words
 */
public record Note(
    String operationId,
    String type,
    String by,
    String requestId,
    String before,
    String after,
    String reason) {}
