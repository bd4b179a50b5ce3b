package dev.berth.simulator.account;

/** Systems Manager's states of a command, as {@code Status} and {@code StatusDetails}. */
public enum InvocationStatus {
  // In the order in which one of several invocations speaks for the whole command.
  PENDING("Pending", "Pending"),
  IN_PROGRESS("InProgress", "In Progress"),
  CANCELLING("Cancelling", "Cancelling"),
  FAILED("Failed", "Failed"),
  EXECUTION_TIMED_OUT("TimedOut", "Execution Timed Out"),
  DELIVERY_TIMED_OUT("TimedOut", "Delivery Timed Out"),
  CANCELLED("Cancelled", "Cancelled"),
  SUCCESS("Success", "Success");

  private final String label;
  private final String details;

  InvocationStatus(String label, String details) {
    this.label = label;
    this.details = details;
  }

  public String label() {
    return label;
  }

  public String details() {
    return details;
  }

  public boolean isFinal() {
    return compareTo(CANCELLING) > 0;
  }
}
