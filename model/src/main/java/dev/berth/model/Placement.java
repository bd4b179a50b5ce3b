package dev.berth.model;

/**
 * Where a core lives, or will. Everything that later steps need is frozen here, so that a
 * configuration that changes meanwhile does not reach into a running operation.
 *
 * @param coreId names everything outside that belongs to the core
 * @param generation the fence against everything late
 * @param secretRevision names the core's secrets; a new one means new keys
 * @param databaseServer the server whose connections are reserved
 * @param connections how many connections the core may hold
 * @param containerImage the core's container image, with its tag
 * @param memoryMegabytes the container's limit
 */
public record Placement(
    String coreId,
    long generation,
    long secretRevision,
    String hostId,
    int slot,
    SlotState state,
    String databaseServer,
    int connections,
    String containerImage,
    int memoryMegabytes) {

  private static final int FIRST_PORT = 3567;

  /** The port on the host: one per slot. */
  public int port() {
    return FIRST_PORT + slot;
  }
}
