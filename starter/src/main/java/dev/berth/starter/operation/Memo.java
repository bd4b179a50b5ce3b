package dev.berth.starter.operation;

/** What the starter notes on a run that it starts. */
public final class Memo {
  /** A hash of what is asked: tells a repeated request from a different one. */
  public static final String REQUEST = "request";

  /** Who asked. */
  public static final String REQUESTER = "requester";

  /** The caller's id of the request. */
  public static final String REQUEST_ID = "requestId";

  private Memo() {}
}
