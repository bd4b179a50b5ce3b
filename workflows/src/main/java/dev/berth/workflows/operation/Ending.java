package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;

/**
 * How an operation ended without reaching its aim, for the registry.
 *
 * @param operationId the run's first run id
 * @param state {@link OperationState#UNWOUND} or {@link OperationState#LEFT}
 * @param reason why it did not reach its aim
 * @param message the same in the words of the component that noticed
 */
public record Ending(
    String operationId,
    OperationState state,
    FailureType reason,
    String message,
    Receipt receipt) {}
