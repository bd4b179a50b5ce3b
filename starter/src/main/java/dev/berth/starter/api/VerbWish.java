package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Why an operator gives a verb.
 *
 * @param reason for the event log
 * @param step the step that was seen held; the verb is refused when it is another one by now
 */
@Serdeable
public record VerbWish(@Nullable String reason, @Nullable String step) {
  /** Nothing said. */
  public static final VerbWish OPEN = new VerbWish(null, null);
}
