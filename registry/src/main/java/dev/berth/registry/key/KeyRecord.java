package dev.berth.registry.key;

import java.time.Instant;
import java.util.List;

/**
 * What the registry keeps of an API key.
 *
 * @param id the part of the key that is no secret
 * @param name the actor of what is done with it; its successors have the same
 * @param scopes words of {@link dev.berth.model.Scope}
 * @param customers the only ones that it is for, or null
 * @param createdBy the actor that made it
 * @param expiresAt from then on the starters refuse it; null: never
 * @param lastUsedAt to the minute, or null
 * @param lastUsedFrom the address of that caller, or null
 * @param replacedBy the id of its successor, or null
 */
public record KeyRecord(
    String id,
    String hash,
    String name,
    List<String> scopes,
    List<String> customers,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    Instant lastUsedAt,
    String lastUsedFrom,
    Instant revokedAt,
    String replacedBy,
    KeyState state) {

  /** Without the hash. */
  @Override
  public String toString() {
    return "key %s (%s)".formatted(id, name);
  }
}
