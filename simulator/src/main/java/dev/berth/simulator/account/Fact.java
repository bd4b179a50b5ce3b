package dev.berth.simulator.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that happened in a region, and one line of the {@link Journal}. A later fact about the
 * same thing replaces the earlier one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Instance.class, name = "instance"),
  @JsonSubTypes.Type(value = Image.class, name = "image"),
  @JsonSubTypes.Type(value = Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = Command.class, name = "command"),
  @JsonSubTypes.Type(value = Invocation.class, name = "invocation"),
  @JsonSubTypes.Type(value = Parameter.class, name = "parameter"),
  @JsonSubTypes.Type(value = Parameter.Deleted.class, name = "parameter-deleted")
})
public sealed interface Fact
    permits Instance, Image, Snapshot, Command, Invocation, Parameter, Parameter.Deleted {

  String region();
}
