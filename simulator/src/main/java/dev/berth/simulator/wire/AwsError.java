package dev.berth.simulator.wire;

/** An answer that AWS would refuse a call with: its own code, HTTP status and words. */
public final class AwsError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  /** An error with this code, HTTP status and message. */
  public AwsError(String code, int status, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** The caller's mistake: HTTP 400. */
  public static AwsError refused(String code, String message, Object... words) {
    return new AwsError(code, 400, message.formatted(words));
  }

  /** AWS's code of it. */
  public String code() {
    return code;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }
}
