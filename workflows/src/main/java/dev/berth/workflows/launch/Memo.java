package dev.berth.workflows.launch;

/** What every run is started with in its memo. */
public final class Memo {
  /** A hash of what is asked: tells a repeated request from a different one. */
  public static final String REQUEST = "request";

  /** The requester's name. */
  public static final String REQUESTER = "requester";

  /** The caller's id of the request. */
  public static final String REQUEST_ID = "requestId";

  private Memo() {}
}
