package dev.berth.registry.core;

/** A slot that a core holds, or that is quarantined. */
public record PlacementRecord(
    String operationId,
    String coreId,
    long generation,
    String hostId,
    int slot,
    String state,
    String databaseServer,
    int connections,
    String image,
    int memoryMegabytes) {}
