package dev.berth.client.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation waits for, for an operator who has to decide.
 *
 * @param why in sentences: for what, since when, the last failure in its own words, the next
 *     attempt, what stands in the way, and which verb helps
 * @param state of the operation
 * @param since when the step under way began
 * @param lastFailure how the last attempt failed
 * @param nextAttemptAt when the next one is due
 * @param alsoWaiting other cores that wait for the same host, as {@code customer/environment}
 * @param verbs what helps: {@code cancel}, {@code retry}, {@code skip}, {@code abort}, {@code thaw}
 */
public record WhyView(
    String why,
    String operationId,
    String state,
    @Nullable Instant since,
    @Nullable String lastFailure,
    @Nullable Instant nextAttemptAt,
    List<String> alsoWaiting,
    List<String> verbs) {}
