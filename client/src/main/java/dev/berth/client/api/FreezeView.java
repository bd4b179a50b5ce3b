package dev.berth.client.api;

import java.time.Instant;

/**
 * A region in which nothing is launched or taken away.
 *
 * @param region an AWS region, or {@code all}
 * @param requester who froze it
 * @param reason why
 */
public record FreezeView(String region, String requester, String reason, Instant frozenAt) {}
