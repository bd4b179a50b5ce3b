package dev.berth.client.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's core.
 *
 * @param id names everything outside Berth that belongs to the core; present once it was placed
 * @param state {@code deploying}, {@code ready} or {@code absent}; {@code unknown} beside a problem
 *     when the registry does not tell
 * @param generation of its newest deployment; 0 before it was placed
 * @param version what runs, once it is ready
 * @param url where its owner reaches it; never changes
 * @param address host and port behind the URL; may change
 * @param keyReference the name under which its API key is kept, never the key
 * @param operationState what the operation on it does, such as {@code running} or {@code held};
 *     {@code left} when its run was ended from outside; null when none runs
 */
public record CoreView(
    @Nullable String id,
    String customer,
    String environment,
    @Nullable String region,
    @Nullable String plan,
    String state,
    long generation,
    @Nullable String version,
    @Nullable String url,
    @Nullable String address,
    @Nullable String keyReference,
    @Nullable String hostId,
    @Nullable Integer slot,
    @Nullable Instant createdAt,
    @Nullable Instant readyAt,
    @Nullable String operationState) {}
