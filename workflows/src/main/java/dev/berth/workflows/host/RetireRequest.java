package dev.berth.workflows.host;

/**
 * Input of {@link RetireHost}.
 *
 * @param plan of the host, as the registry or the instances' tags have it
 * @param why the host should go, for the event log
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 * @param settledToo true: a ready or stopped host on which nothing lives goes, too; false: only
 *     what is left of a host, or one that is not settled
 */
public record RetireRequest(
    String hostId,
    String region,
    String plan,
    String why,
    String requester,
    String requestId,
    boolean settledToo) {}
