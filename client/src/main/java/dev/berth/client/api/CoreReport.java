package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A core and what is done to it.
 *
 * @param operation the one under way, else the newest; left out when none is known
 * @param problem why the request for this core was refused; only among both cores of a customer
 */
public record CoreReport(
    CoreView core, @Nullable OperationView operation, @Nullable Problem problem) {}
