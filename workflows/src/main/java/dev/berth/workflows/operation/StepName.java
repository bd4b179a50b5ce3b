package dev.berth.workflows.operation;

import java.util.Locale;

/**
 * One step of an operation. Implemented by one enum per workflow, whose order is the order of time.
 */
public interface StepName {
  /** Provided by the enum. */
  String name();

  /** Provided by the enum: the position in the order of time, from 0. */
  int ordinal();

  /** How many steps of another enum come before those of this one. */
  default int before() {
    return 0;
  }

  /** The number for people, from 1. */
  default int place() {
    return before() + ordinal() + 1;
  }

  /** True when the time of this step is spent waiting for AWS, not working. */
  boolean waitsForAws();

  /** What is waited for while the step runs, for people: "waiting for ...". */
  String waitsFor();

  /** The word for people: UI, API, CLI. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
