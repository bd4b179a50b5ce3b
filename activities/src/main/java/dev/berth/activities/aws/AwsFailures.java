package dev.berth.activities.aws;

import dev.berth.model.FailureType;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * AWS error codes as failure types, in this one place (aws.md 5). The code decides, never the SDK's
 * own opinion of it.
 */
public final class AwsFailures {
  private static final Map<String, FailureType> BY_CODE = new HashMap<>();

  static {
    codes(
        FailureType.THROTTLED,
        "RequestLimitExceeded Throttling ThrottlingException EC2ThrottledException",
        "TooManyRequestsException TooManyUpdates SlowDown");
    codes(
        FailureType.TRANSIENT,
        "InternalError InternalFailure InternalServerError ServiceUnavailable Unavailable",
        "RequestTimeout RequestExpired",
        "ExpiredToken ExpiredTokenException"); // the credentials provider refreshes
    codes(
        FailureType.NOT_YET_VISIBLE,
        "InvalidInstanceID.NotFound InvocationDoesNotExist",
        "InvalidInstanceId"); // SSM: not registered yet, or gone
    codes(
        FailureType.OUT_OF_CAPACITY,
        "InsufficientInstanceCapacity InsufficientHostCapacity UnfulfillableCapacity",
        "InsufficientFreeAddressesInSubnet",
        "Unsupported"); // the type is not offered in this zone
    codes(
        FailureType.OVER_QUOTA,
        "VcpuLimitExceeded InstanceLimitExceeded VolumeLimitExceeded AddressLimitExceeded",
        "SnapshotLimitExceeded ResourceLimitExceeded");
    codes(FailureType.WRONG_STATE, "IncorrectInstanceState IncorrectState");
    codes(
        FailureType.DENIED,
        "UnauthorizedOperation AccessDenied AccessDeniedException AuthFailure OptInRequired",
        "UnrecognizedClientException InvalidClientTokenId InvalidSignatureException Blocked",
        "SignatureDoesNotMatch MissingAuthenticationToken MissingAuthenticationTokenException",
        "PendingVerification",
        "InvalidKeyId"); // SSM: the key of the secrets
    codes(
        FailureType.INVALID,
        "MissingParameter",
        "IdempotentParameterMismatch"); // our bug: the frozen request was changed
  }

  private AwsFailures() {}

  private static void codes(FailureType type, String... codes) {
    for (String code : String.join(" ", codes).split(" ", -1)) {
      BY_CODE.put(code, type);
    }
  }

  /** The code as AWS sent it, or an empty string. */
  public static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  /** The type of an AWS answer. */
  public static FailureType type(AwsServiceException e) {
    String code = code(e);
    if (code.equals("InvalidParameterValue")
        && String.valueOf(e.getMessage()).contains("Invalid IAM Instance Profile")) {
      // A new instance profile is unknown to EC2 for seconds (aws.md 3.2).
      return FailureType.NOT_YET_VISIBLE;
    }
    FailureType known = BY_CODE.get(code);
    if (known != null) {
      return known;
    }
    if (code.startsWith("Invalid") || code.startsWith("Validation")) {
      return FailureType.INVALID;
    }
    return e.statusCode() >= 500 ? FailureType.TRANSIENT : FailureType.UNKNOWN;
  }
}
