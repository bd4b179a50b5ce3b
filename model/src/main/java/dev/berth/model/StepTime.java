package dev.berth.model;

/**
 * A step that is done.
 *
 * @param millis how long it took, in milliseconds
 * @param waitedForAws whether that time was spent waiting for AWS
 */
public record StepTime(String step, long millis, boolean waitedForAws) {}
