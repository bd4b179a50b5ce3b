package dev.berth.workflows.operation;

/**
 * How an operation ended without reaching its aim, for the registry.
 *
 * @param operationId the run's first run id
 * @param state {@link State#UNWOUND} or {@link State#LEFT}
 * @param reason why it did not reach its aim
 * @param message the same in the words of whoever noticed
 */
public record Ending(
    String operationId, State state, FailureType reason, String message, Receipt receipt) {}
