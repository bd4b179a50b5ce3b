package dev.berth.workflows.operation;

/**
 * What an operator wants done, and why. Argument of every verb of {@link Operated}.
 *
 * @param by who asks
 * @param requestId the caller's id of the request, or null
 * @param reason for the event log; may be null
 * @param step the step that the operator saw held; the verb is refused when it is another one. Null
 *     means: whichever it is
 */
public record Command(String by, String requestId, String reason, String step) {}
