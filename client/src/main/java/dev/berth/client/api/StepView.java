package dev.berth.client.api;

/**
 * A step that is done.
 *
 * @param millis how long it took, in milliseconds
 * @param waitedForAws whether that time was spent waiting for AWS
 */
public record StepView(String step, long millis, boolean waitedForAws) {}
