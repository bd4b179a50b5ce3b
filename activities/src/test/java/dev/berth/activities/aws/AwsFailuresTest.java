package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.operation.TypedFailures;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AwsFailuresTest {
  @ParameterizedTest
  @CsvSource({
    // Who asks is not known, or his keys are not right: an operator cures it.
    "UnrecognizedClientException, 400, denied, true",
    "InvalidClientTokenId, 403, denied, true",
    "InvalidSignatureException, 400, denied, true",
    "SignatureDoesNotMatch, 403, denied, true",
    "MissingAuthenticationToken, 403, denied, true",
    "MissingAuthenticationTokenException, 400, denied, true",
    "InvalidKeyId, 400, denied, true",
    "AccessDeniedException, 400, denied, true",
    // The credentials provider refreshes.
    "ExpiredToken, 403, transient, false",
    "ExpiredTokenException, 400, transient, false",
    "InvalidParameterValue, 400, invalid, true",
    "ValidationException, 400, invalid, true",
    "InvalidInstanceID.NotFound, 400, not-yet-visible, false",
    "InternalError, 500, transient, false",
    "NeverHeardOf, 503, transient, false",
    "NeverHeardOf, 400, unknown, false",
  })
  void theCodeTellsWhatKindOfFailureItIs(String code, int status, String type, boolean definite) {
    AwsServiceException answer =
        AwsServiceException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
            .build();

    ApplicationFailure failure = TypedFailures.typed(answer);

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(failure.isNonRetryable()).isEqualTo(definite);
  }
}
