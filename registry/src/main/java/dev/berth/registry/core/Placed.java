package dev.berth.registry.core;

import dev.berth.model.Placement;

/** The answer to {@link PlacementStore#place}. */
public sealed interface Placed {
  /** The core holds this slot. */
  record Slot(Placement placement) implements Placed {}

  /** The core is ready already; nothing was placed. */
  record Ready(CoreRecord core) implements Placed {}

  /** No database server of the region has room for the connections; nothing was placed. */
  record NoDatabaseRoom() implements Placed {}
}
