package dev.berth.registry.operation;

/**
 * The operation of a late attempt has ended: its worker stood still, and another attempt, or the
 * compensation, was faster. Nothing was changed.
 */
public final class OperationEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OperationEnded(String id) {
    super("operation " + id + " has ended");
  }
}
