package dev.berth.simulator.standin;

/** Ends the start with exit code 1; the message is the core's last line. */
final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotStart(String message) {
    super(message);
  }
}
