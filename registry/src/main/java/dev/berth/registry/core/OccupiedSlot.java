package dev.berth.registry.core;

import dev.berth.model.SlotState;

/** A slot that is not free, and the core in it. */
public record OccupiedSlot(
    String hostId, int slot, SlotState state, String coreId, String customer, String environment) {}
