package dev.berth.starter.api;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A region in which nothing is launched or taken away.
 *
 * @param region an AWS region, or {@code all}
 * @param requester who froze it
 * @param reason why
 */
@Serdeable
public record FreezeView(String region, String requester, String reason, Instant frozenAt) {}
