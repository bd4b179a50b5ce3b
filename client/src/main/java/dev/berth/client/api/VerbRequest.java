package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A verb for an operation.
 *
 * @param reason why, for the event log
 * @param step the step that must be held; the verb is refused when another one is
 */
public record VerbRequest(@Nullable String reason, @Nullable String step) {
  /** Everything left out. */
  public static final VerbRequest OPEN = new VerbRequest(null, null);
}
