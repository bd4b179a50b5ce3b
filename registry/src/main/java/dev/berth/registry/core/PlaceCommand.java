package dev.berth.registry.core;

import dev.berth.registry.operation.Operation;

/**
 * What is needed to place a core.
 *
 * @param operation customer, environment, region, plan, requester
 * @param coreId derived from installation, customer and environment
 * @param slots of a host of this plan, should a new one be needed
 * @param connections to reserve on a database server
 * @param containerImage the core's container image, with its tag
 * @param memoryMegabytes the container's limit
 */
public record PlaceCommand(
    Operation operation,
    String coreId,
    int slots,
    int connections,
    String containerImage,
    int memoryMegabytes) {}
