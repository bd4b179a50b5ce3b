package dev.berth.starter.problem;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.Reason;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.regex.Pattern;

/** The reasons that callers give; each must fit in a line of a log. */
public final class Reasons {
  /**
   * The form of a reason: no control characters, no ends of lines, and none that are invisible or
   * turn the direction of the text. Ranges, because not every reader of the description of the API
   * knows categories.
   */
  public static final Pattern REASON =
      Pattern.compile(
          "[^\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]{1,500}");

  private Reasons() {}

  /**
   * The reason in this body, which may be left out.
   *
   * @throws Refusal when it does not fit in a line of a log
   */
  public static @Nullable String of(@Nullable Reason body) {
    String reason = body == null ? null : body.reason();
    check(reason);
    return reason;
  }

  /**
   * Refuses a reason that does not fit in a line of a log.
   *
   * @throws Refusal with the fault
   */
  public static void check(@Nullable String reason) {
    if (reason != null && !REASON.matcher(reason).matches()) {
      throw Refusal.badInput(List.of(new Fault("reason", "must be one line of 1-500 characters")));
    }
  }
}
