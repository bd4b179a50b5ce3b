package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;

/**
 * One change, as the event log keeps it.
 *
 * @param position global, rising; nothing appears below a position that was seen
 * @param subject {@code core/{coreId}} or {@code host/{hostId}}
 * @param sequence per subject, from 1, without gaps
 * @param version of the event type
 */
@Serdeable
public record EventView(
    long position,
    String subject,
    long sequence,
    String type,
    int version,
    String actor,
    @Nullable String requestId,
    @Nullable String operationId,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> after,
    @Nullable String reason,
    Instant at) {}
