package dev.berth.registry.event;

import dev.berth.model.EventType;
import java.time.Instant;

/**
 * One change, as the log keeps it.
 *
 * @param position global; safe to follow: nothing appears below a position that was seen
 * @param subject {@code core/{coreId}} or {@code host/{hostId}}
 * @param sequence per subject, from 1
 * @param before JSON, or null
 * @param after JSON, or null
 */
public record Event(
    long position,
    String subject,
    long sequence,
    EventType type,
    int version,
    String actor,
    String requestId,
    String operationId,
    String before,
    String after,
    String reason,
    Instant at) {}
