package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import dev.berth.model.CoreKey;
import java.util.ArrayList;
import java.util.List;

/** Refuses names that no customer, environment or core can have. */
public final class Names {
  private Names() {}

  /**
   * Refuses a name that no core can have.
   *
   * @throws Refusal with all faults
   */
  public static void check(CoreKey key) {
    List<Fault> faults = new ArrayList<>();
    check(key, faults);
    Refusal.ifAny(faults);
  }

  /** Adds the faults of the name of a core. */
  public static void check(CoreKey key, List<Fault> faults) {
    check("customer", key.customer(), faults);
    check("environment", key.environment(), faults);
  }

  /** Adds a fault unless the value is a slug. */
  public static void check(String field, String value, List<Fault> faults) {
    if (!CoreKey.isSlug(value)) {
      faults.add(new Fault(field, "must be " + CoreKey.SLUG));
    }
  }
}
