package dev.berth.workflows.replacement;

import dev.berth.workflows.host.HostRequest;

/**
 * Input of {@link ReplaceHost}.
 *
 * @param instanceId the instance that is to be replaced: when another one embodies the host by
 *     then, nothing is done, unless an earlier operation began it and could not end it. {@link
 *     #NONE}: only then; null: whichever embodies it
 * @param why the instance should go, for the event log
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record ReplaceRequest(
    HostRequest host, String instanceId, String why, String requester, String requestId) {
  /** No instance: only what was begun is brought to its end. */
  public static final String NONE = "";
}
