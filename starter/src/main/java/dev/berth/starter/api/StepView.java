package dev.berth.starter.api;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A step that is done.
 *
 * @param millis how long it took, in milliseconds
 * @param waitedForAws whether that time was spent waiting for AWS
 */
@Serdeable
public record StepView(String step, long millis, boolean waitedForAws) {}
