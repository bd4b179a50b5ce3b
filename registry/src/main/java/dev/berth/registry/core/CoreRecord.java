package dev.berth.registry.core;

import java.time.Instant;

/**
 * A core as the registry knows it.
 *
 * @param state {@code deploying}, {@code ready}, {@code absent} or {@code lost} (with its host)
 * @param generation of its newest deployment
 * @param version the container image with its tag, once registered
 * @param url null until it was ready once; never changes then
 * @param address host and port behind the URL
 * @param keyReference the name under which its API key is kept
 * @param hostId the host whose slot it holds, or null
 * @param slot the slot that it holds, or null
 */
public record CoreRecord(
    String id,
    String customer,
    String environment,
    String region,
    String plan,
    String state,
    long generation,
    String version,
    String url,
    String address,
    String keyReference,
    Instant createdAt,
    Instant readyAt,
    String hostId,
    Integer slot) {}
