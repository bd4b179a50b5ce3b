package dev.berth.workflows.core;

/**
 * A request and the operation that carries it out.
 *
 * @param operationId the run's first run id: placing twice for the same operation gives the same
 *     slot
 */
public record DeployOrder(DeployRequest request, String operationId) {}
