package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What callers say of themselves and their reasons must fit in a line of a log. */
public final class Callers {
  private static final Pattern REQUESTER = Pattern.compile("[\\x20-\\x7e]{1,100}");
  private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,500}");

  private Callers() {}

  /** Adds a fault when the requester fits in no log. */
  public static void requester(String requester, List<Fault> faults) {
    if (!REQUESTER.matcher(requester).matches()) {
      faults.add(new Fault("X-Requester", "must be 1-100 printable ASCII characters"));
    }
  }

  /**
   * Refuses a requester or a reason that fits in no log.
   *
   * @param reason may be null
   * @throws Refusal with all faults
   */
  public static void check(String requester, @Nullable String reason) {
    List<Fault> faults = new ArrayList<>();
    requester(requester, faults);
    if (reason != null && !REASON.matcher(reason).matches()) {
      faults.add(new Fault("reason", "must be one line of 1-500 characters"));
    }
    if (!faults.isEmpty()) {
      throw Refusal.badInput(faults);
    }
  }
}
