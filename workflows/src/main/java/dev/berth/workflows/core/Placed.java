package dev.berth.workflows.core;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.model.Placement;

/** The answer to {@link CoreRegistry#place}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Placed.Slot.class, name = "slot"),
  @JsonSubTypes.Type(value = Placed.Ready.class, name = "ready")
})
public sealed interface Placed {
  /** The core holds this slot. */
  record Slot(Placement placement) implements Placed {}

  /** The core is ready already; nothing was placed. */
  record Ready(Core core) implements Placed {}
}
