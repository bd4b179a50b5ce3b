package dev.berth.client.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change, as the event log keeps it.
 *
 * @param position global, rising; nothing appears below a position that was seen
 * @param subject such as {@code core/{coreId}} or {@code host/{hostId}}
 * @param sequence per subject, from 1, without gaps
 * @param version of the event type
 * @param before the state before it
 * @param after the state after it
 */
public record EventView(
    long position,
    String subject,
    long sequence,
    String type,
    int version,
    String actor,
    @Nullable String requestId,
    @Nullable String operationId,
    @Nullable Map<String, String> before,
    @Nullable Map<String, String> after,
    @Nullable String reason,
    Instant at) {}
