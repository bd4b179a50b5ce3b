package dev.berth.workflows.core;

/**
 * Where a core will live. Everything that later steps need is frozen here, so that a configuration
 * that changes meanwhile does not reach into a running operation.
 *
 * @param coreId names everything outside that belongs to the core
 * @param generation the fence against everything late
 * @param port on the host
 * @param databaseServer the server whose connections are reserved
 * @param connections how many connections the core may hold
 * @param image the core's container image, with its tag
 * @param memoryMegabytes the container's limit
 * @param ready the core, when it is ready already and nothing needs to be done; else null
 */
public record Placement(
    String coreId,
    long generation,
    String hostId,
    int slot,
    int port,
    String databaseServer,
    int connections,
    String image,
    int memoryMegabytes,
    Core ready) {}
