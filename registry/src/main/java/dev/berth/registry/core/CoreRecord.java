package dev.berth.registry.core;

import dev.berth.model.CoreKey;
import dev.berth.model.CoreState;
import dev.berth.model.Plan;
import java.time.Instant;

/**
 * A core as the registry knows it.
 *
 * @param generation of its newest deployment
 * @param secretRevision the newest that was given out
 * @param version the tag of its container image, once registered
 * @param url null until it was ready once; never changes then
 * @param address host and port behind the URL
 * @param keyReference the name under which its API key is kept; null until it was ready once
 * @param lostAt when it was lost with its host, until it is ready again; else null
 * @param hostId the host whose slot it holds, or null
 * @param slot the slot that it holds, or null
 */
public record CoreRecord(
    String id,
    String customer,
    String environment,
    String region,
    Plan plan,
    CoreState state,
    long generation,
    long secretRevision,
    String version,
    String url,
    String address,
    String keyReference,
    Instant createdAt,
    Instant readyAt,
    Instant lostAt,
    String hostId,
    Integer slot) {

  /** Whose it is. */
  public CoreKey key() {
    return new CoreKey(customer, environment);
  }

  /** Whether its owner can use it. */
  public boolean ready() {
    return state == CoreState.READY;
  }
}
