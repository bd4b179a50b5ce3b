package dev.berth.workflows.core;

/**
 * What somebody asked for. Input of {@link DeployCore}.
 *
 * @param region an AWS region that the worker knows
 * @param version the core's version, or null for the worker's default
 * @param requester who asked, for the event log
 * @param requestId the caller's id of the request, for the event log
 */
public record DeployRequest(
    CoreKey key, String region, Plan plan, String version, String requester, String requestId) {}
