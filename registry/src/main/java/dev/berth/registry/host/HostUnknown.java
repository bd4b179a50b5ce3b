package dev.berth.registry.host;

/** A host that the registry does not have: it was restored from a backup that is older. */
public final class HostUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HostUnknown(String hostId) {
    super("host " + hostId + " is not in the registry");
  }
}
