package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS says no with, as the SDK understands it. */
public final class Refusals {

  private Refusals() {}

  public static void assertRefused(ThrowingCallable call, String code) {
    assertRefused(call, code, 400);
  }

  public static void assertRefused(ThrowingCallable call, String code, int status) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refusal.statusCode()).isEqualTo(status);
            });
  }
}
