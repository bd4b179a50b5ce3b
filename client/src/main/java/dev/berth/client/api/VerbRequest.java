package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Why an operator gives a verb.
 *
 * @param reason for the event log
 * @param step the step that was seen held; the verb is refused when it is another one by now
 */
public record VerbRequest(@Nullable String reason, @Nullable String step) {
  /** Nothing said. */
  public static final VerbRequest OPEN = new VerbRequest(null, null);
}
