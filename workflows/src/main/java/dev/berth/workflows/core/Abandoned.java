package dev.berth.workflows.core;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.model.Placement;
import dev.berth.workflows.host.Host;

/** What the registry knows of a deployment whose run was ended from outside. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Abandoned.Nothing.class, name = "nothing"),
  @JsonSubTypes.Type(value = Abandoned.Slot.class, name = "slot"),
  @JsonSubTypes.Type(value = Abandoned.Container.class, name = "container")
})
public sealed interface Abandoned {
  /** It holds no slot. */
  record Nothing() implements Abandoned {}

  /** It holds a slot on a host that never was ready, or is gone: no container runs there. */
  record Slot(Placement placement) implements Abandoned {}

  /** It holds a slot, and its container may run on this host. */
  record Container(Placement placement, Host host) implements Abandoned {}
}
