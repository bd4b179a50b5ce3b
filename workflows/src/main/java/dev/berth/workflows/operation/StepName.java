package dev.berth.workflows.operation;

import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.Immutable;
import java.util.Locale;

/**
 * One step of an operation. Implemented by one enum per workflow, whose order is the order of time.
 */
public interface StepName {
  /** What else is true of a step. */
  enum Trait {
    /** The time of this step is spent waiting for AWS, not working. */
    WAITS_FOR_AWS,
    /** An operator may go on without it: no later step needs its result or its effect. */
    SKIPPABLE
  }

  /**
   * What is known of a step before it runs.
   *
   * @param waitsFor what is waited for while it runs, for people: "waiting for ..."
   */
  @Immutable
  record About(String waitsFor, ImmutableSet<Trait> traits) {
    /** Of these traits. */
    public static About of(String waitsFor, Trait... traits) {
      return new About(waitsFor, ImmutableSet.copyOf(traits));
    }

    boolean has(Trait trait) {
      return traits.contains(trait);
    }
  }

  /** What is known of it. */
  About about();

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

  /** The word for people: UI, API, CLI. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
