package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request that cordons, uncordons, retires or replaces a host.
 *
 * @param reason why, for the event log
 */
public record HostRequest(@Nullable String reason) {}
