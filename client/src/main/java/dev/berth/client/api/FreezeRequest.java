package dev.berth.client.api;

/**
 * A request to freeze a region.
 *
 * @param reason why, for those whom the freeze affects and for the event log
 */
public record FreezeRequest(String reason) {}
