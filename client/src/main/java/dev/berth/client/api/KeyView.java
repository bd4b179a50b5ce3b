package dev.berth.client.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret.
 *
 * @param id the part of the key that is no secret
 * @param name the actor of what is done with it; its successors have the same
 * @param scopes what it may be used for
 * @param customers the only customers that it is for; left out when it is for all
 * @param state {@code valid}, {@code expired} or {@code revoked}
 * @param createdBy the actor that made it
 * @param expiresAt from then on it is refused; left out when that is never
 * @param lastUsedAt to the minute; left out when it was never used
 * @param lastUsedFrom the address of that caller
 * @param replacedBy the id of its successor, if it has one
 */
public record KeyView(
    String id,
    String name,
    List<String> scopes,
    @Nullable List<String> customers,
    String state,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    @Nullable Instant revokedAt,
    @Nullable String replacedBy) {}
