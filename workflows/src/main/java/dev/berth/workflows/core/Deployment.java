package dev.berth.workflows.core;

import dev.berth.model.Placement;

/**
 * A core under deployment: the identity that every activity and every compensation works from.
 *
 * @param operationId the id of the operation that deploys it
 */
public record Deployment(DeployRequest request, String operationId, Placement placement) {}
