package dev.berth.simulator.account;

import java.util.stream.Stream;

/** Systems Manager's states of a command, as {@code Status} and {@code StatusDetails}. */
public enum InvocationStatus {
  // In the order in which one of several invocations speaks for the whole command.
  PENDING("Pending", "Pending"),
  IN_PROGRESS("InProgress", "In Progress"),
  CANCELLING("Cancelling", "Cancelling"),
  FAILED("Failed", "Failed"),
  // AWS writes details with blanks in some places and without in others.
  ACCESS_DENIED("Failed", "Access Denied"),
  ACCESS_DENIED_IN_ONE_WORD("Failed", "AccessDenied"),
  EXECUTION_TIMED_OUT("TimedOut", "Execution Timed Out"),
  DELIVERY_TIMED_OUT("TimedOut", "Delivery Timed Out"),
  DELIVERY_TIMED_OUT_IN_ONE_WORD("TimedOut", "DeliveryTimedOut"),
  CANCELLED("Cancelled", "Cancelled"),
  SUCCESS("Success", "Success");

  private final String label;
  private final String details;

  InvocationStatus(String label, String details) {
    this.label = label;
    this.details = details;
  }

  /**
   * The one with these details.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InvocationStatus of(String details) {
    return Stream.of(values())
        .filter(status -> status.details.equals(details))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no status has the details " + details));
  }

  /** The value of {@code Status}. */
  public String label() {
    return label;
  }

  /** The value of {@code StatusDetails}. */
  public String details() {
    return details;
  }

  /** Whether it never changes again. */
  public boolean isFinal() {
    return compareTo(CANCELLING) > 0;
  }
}
