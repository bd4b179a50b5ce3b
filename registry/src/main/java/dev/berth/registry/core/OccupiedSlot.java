package dev.berth.registry.core;

/**
 * A slot that is not free, and the core in it.
 *
 * @param state {@code held} or {@code quarantined}
 */
public record OccupiedSlot(
    String hostId, int slot, String state, String coreId, String customer, String environment) {}
