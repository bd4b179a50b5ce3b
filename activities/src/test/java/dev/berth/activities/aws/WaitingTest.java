package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestActivityEnvironment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class WaitingTest {
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void end() {
    temporal.close();
  }

  /** A wait that answers with the number of the look that saw something. */
  @ActivityInterface
  public interface Wait {
    int until();
  }

  @Test
  void aLookThatIsThrottledNowAndThenDoesNotEndTheAttempt() {
    // Four of five, for three rounds.
    assertThat(wait(look -> look % 5 == 0 ? "" : "RequestLimitExceeded", 15)).isEqualTo(15);
  }

  @Test
  void looksThatAreThrottledInARowEndIt() {
    assertThatThrownBy(() -> wait(_ -> "RequestLimitExceeded", 100))
        .hasStackTraceContaining("RequestLimitExceeded");
    assertThat(looks).hasValue(5);
  }

  @Test
  void anyOtherFailureEndsItAtOnce() {
    assertThatThrownBy(() -> wait(_ -> "UnauthorizedOperation", 100))
        .hasStackTraceContaining("UnauthorizedOperation");
    assertThat(looks).hasValue(1);
  }

  private interface Trouble {
    /** The error code of this look, counted from 1; empty for none. */
    String of(int look);
  }

  private int wait(Trouble trouble, int until) {
    Wait activity =
        () ->
            Waiting.until(
                "a test",
                () -> {
                  int look = looks.incrementAndGet();
                  String code = trouble.of(look);
                  if (!code.isEmpty()) {
                    throw failure(code);
                  }
                  return Optional.of(look).filter(n -> n >= until);
                });
    temporal.registerActivitiesImplementations(activity);
    return temporal.newActivityStub(Wait.class).until();
  }

  private static AwsServiceException failure(String code) {
    return Ec2Exception.builder()
        .message(code)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .build();
  }
}
