package dev.berth.workflows.operation;

import dev.berth.model.Requester;

/**
 * What an operator wants done, and why. Argument of every command of {@link OperatorControls}.
 *
 * @param reason for the event log; may be null
 * @param step the step that the operator saw held; the command is refused when it is another one.
 *     Null: any step
 */
public record OperatorCommand(Requester by, String reason, String step) {}
