package dev.berth.starter.problem;

/**
 * The caller of a request, for the event log.
 *
 * @param name the header {@code X-Requester}; {@code api} when left out
 * @param requestId the header {@code X-Request-Id}, or one that the starter made
 */
public record Requester(String name, String requestId) {}
