package dev.berth.workflows.host;

/** Input of {@link LaunchHost}. */
public record HostRequest(String hostId, String region, String plan) {
  /**
   * The id of the workflow that works on this host; Temporal lets only one of that id run at a
   * time.
   */
  public String workflowId() {
    return workflowId(hostId);
  }

  /** The id of the workflow that works on this host. */
  public static String workflowId(String hostId) {
    return "host/" + hostId;
  }
}
