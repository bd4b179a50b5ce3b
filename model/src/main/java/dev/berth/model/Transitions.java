package dev.berth.model;

import java.util.Map;
import java.util.Set;

/**
 * The table of the changes of state that are allowed.
 *
 * @param <S> the states
 */
public final class Transitions<S extends Enum<S> & Word> {
  private final Map<S, Set<S>> allowed;

  /** From each state to those that may follow; a state without an entry is final. */
  Transitions(Map<S, Set<S>> allowed) {
    this.allowed = Map.copyOf(allowed);
  }

  /** The states that may follow. Staying in a state is no change, and always allowed. */
  public Set<S> from(S state) {
    return allowed.getOrDefault(state, Set.of());
  }

  /** Whether a thing in the first state may be in the second one next. */
  public boolean allow(S before, S after) {
    return before == after || from(before).contains(after);
  }

  /**
   * Refuses a change that is not in the table.
   *
   * @param subject for the message, e.g. {@code host h1a2b3}
   * @throws IllegalStateException when the change is not allowed
   */
  public void require(String subject, S before, S after) {
    if (!allow(before, after)) {
      throw new IllegalStateException(
          "%s is %s and cannot become %s".formatted(subject, before.word(), after.word()));
    }
  }
}
