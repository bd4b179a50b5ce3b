package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A core and what is done to it.
 *
 * @param operation the one under way, else the newest; left out when none is known
 */
public record CoreReport(CoreView core, @Nullable OperationView operation) {}
