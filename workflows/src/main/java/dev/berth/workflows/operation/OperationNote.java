package dev.berth.workflows.operation;

import dev.berth.model.EventType;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;

/**
 * Something that happened to an operation, for the event log.
 *
 * @param operationId the run's first run id
 * @param by the requester that did it; null when the operation itself did
 * @param before state before
 * @param after state after
 * @param reason in words; may be null
 */
public record OperationNote(
    String operationId,
    EventType type,
    Requester by,
    OperationState before,
    OperationState after,
    String reason) {}
