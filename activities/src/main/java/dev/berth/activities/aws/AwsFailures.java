package dev.berth.activities.aws;

import static dev.berth.model.FailureType.DENIED;
import static dev.berth.model.FailureType.INVALID;
import static dev.berth.model.FailureType.NOT_YET_VISIBLE;
import static dev.berth.model.FailureType.OUT_OF_CAPACITY;
import static dev.berth.model.FailureType.OVER_QUOTA;
import static dev.berth.model.FailureType.THROTTLED;
import static dev.berth.model.FailureType.TRANSIENT;
import static dev.berth.model.FailureType.WRONG_STATE;

import dev.berth.model.FailureType;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * AWS error codes as failure types, in this one place (aws.md 5). The code decides, never the SDK's
 * own opinion of it.
 */
public final class AwsFailures {
  private static final Map<String, FailureType> BY_CODE =
      Map.ofEntries(
          Map.entry("RequestLimitExceeded", THROTTLED),
          Map.entry("Throttling", THROTTLED),
          Map.entry("ThrottlingException", THROTTLED),
          Map.entry("EC2ThrottledException", THROTTLED),
          Map.entry("TooManyRequestsException", THROTTLED),
          Map.entry("TooManyUpdates", THROTTLED),
          Map.entry("SlowDown", THROTTLED),
          Map.entry("InternalError", TRANSIENT),
          Map.entry("InternalFailure", TRANSIENT),
          Map.entry("InternalServerError", TRANSIENT),
          Map.entry("ServiceUnavailable", TRANSIENT),
          Map.entry("Unavailable", TRANSIENT),
          Map.entry("RequestTimeout", TRANSIENT),
          Map.entry("RequestExpired", TRANSIENT),
          Map.entry("ExpiredToken", TRANSIENT), // the credentials provider refreshes
          Map.entry("ExpiredTokenException", TRANSIENT),
          Map.entry("InvalidInstanceID.NotFound", NOT_YET_VISIBLE),
          Map.entry("InvocationDoesNotExist", NOT_YET_VISIBLE),
          Map.entry("InvalidInstanceId", NOT_YET_VISIBLE), // SSM: not registered yet, or gone
          Map.entry("InsufficientInstanceCapacity", OUT_OF_CAPACITY),
          Map.entry("InsufficientHostCapacity", OUT_OF_CAPACITY),
          Map.entry("UnfulfillableCapacity", OUT_OF_CAPACITY),
          Map.entry("Unsupported", OUT_OF_CAPACITY), // the type is not offered in this zone
          Map.entry("InsufficientFreeAddressesInSubnet", OUT_OF_CAPACITY),
          Map.entry("VcpuLimitExceeded", OVER_QUOTA),
          Map.entry("InstanceLimitExceeded", OVER_QUOTA),
          Map.entry("VolumeLimitExceeded", OVER_QUOTA),
          Map.entry("AddressLimitExceeded", OVER_QUOTA),
          Map.entry("SnapshotLimitExceeded", OVER_QUOTA),
          Map.entry("ResourceLimitExceeded", OVER_QUOTA),
          Map.entry("IncorrectInstanceState", WRONG_STATE),
          Map.entry("IncorrectState", WRONG_STATE),
          Map.entry("UnauthorizedOperation", DENIED),
          Map.entry("AccessDenied", DENIED),
          Map.entry("AccessDeniedException", DENIED),
          Map.entry("AuthFailure", DENIED),
          Map.entry("UnrecognizedClientException", DENIED),
          Map.entry("InvalidClientTokenId", DENIED),
          Map.entry("InvalidKeyId", DENIED), // SSM: the key of the secrets
          Map.entry("InvalidSignatureException", DENIED),
          Map.entry("SignatureDoesNotMatch", DENIED),
          Map.entry("MissingAuthenticationToken", DENIED),
          Map.entry("MissingAuthenticationTokenException", DENIED),
          Map.entry("OptInRequired", DENIED),
          Map.entry("Blocked", DENIED),
          Map.entry("PendingVerification", DENIED),
          Map.entry(
              "IdempotentParameterMismatch", INVALID), // our bug: the frozen request was changed
          Map.entry("MissingParameter", INVALID));

  private AwsFailures() {}

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
      return NOT_YET_VISIBLE; // a new instance profile is unknown to EC2 for seconds (aws.md 3.2)
    }
    FailureType known = BY_CODE.get(code);
    if (known != null) {
      return known;
    }
    if (code.startsWith("Invalid") || code.startsWith("Validation")) {
      return INVALID;
    }
    return e.statusCode() >= 500 ? TRANSIENT : FailureType.UNKNOWN;
  }
}
