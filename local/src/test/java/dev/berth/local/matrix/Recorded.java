package dev.berth.local.matrix;

/**
 * An activity as a run without faults recorded it.
 *
 * @param step the step under way then, in the run's own word
 * @param unwinding whether the run was taking things back then
 */
record Recorded(Moment moment, String step, boolean unwinding) {
  /** Whether something was taken back then, for good or for another try. */
  boolean takesBack() {
    return unwinding || step.startsWith("undo ");
  }
}
