package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A core and what is done to it.
 *
 * @param operation the one under way, else the newest; left out when none is known
 */
@Serdeable
public record CoreReport(CoreView core, @Nullable OperationView operation) {}
