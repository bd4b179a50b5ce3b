package dev.berth.workflows.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a run finds when it takes charge of a host. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Claim.Settled.class, name = "settled"),
  @JsonSubTypes.Type(value = Claim.Launch.class, name = "launch"),
  @JsonSubTypes.Type(value = Claim.Start.class, name = "start")
})
public sealed interface Claim {
  /**
   * There is nothing to do.
   *
   * @param host the host when it is ready; null when it failed, or is gone
   */
  record Settled(Host host) implements Claim {}

  /** The host needs an instance. */
  sealed interface Open extends Claim permits Launch, Start {
    /** The number of the next instance: instances of a host are counted. */
    int instanceNumber();

    /** The cores' container image, to be pulled in advance. */
    String containerImage();
  }

  /** No instance embodies the host yet. */
  record Launch(int instanceNumber, String containerImage) implements Open {}

  /** A stopped instance embodies the host already: it is started first. */
  record Start(InstanceRequest.Start stopped, String containerImage) implements Open {
    @Override
    public int instanceNumber() {
      return stopped.instanceNumber();
    }
  }
}
