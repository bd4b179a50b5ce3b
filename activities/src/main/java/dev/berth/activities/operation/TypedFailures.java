package dev.berth.activities.operation;

import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.failure.Fail;
import dev.berth.model.FailureType;
import dev.berth.registry.DatabaseError;
import dev.berth.registry.host.HostUnknown;
import dev.berth.registry.operation.OperationEnded;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Gives every failure that leaves an activity its type. What an activity expects, it names itself
 * at the call.
 */
public final class TypedFailures extends WorkerInterceptorBase {
  private static final Duration QUOTA_RETRY = Duration.ofSeconds(30);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (AwsServiceException e) {
          throw typed(e);
        } catch (SdkClientException e) {
          throw Fail.retryable(FailureType.TRANSIENT, "AWS did not answer: %s", e.getMessage());
        } catch (HostUnknown e) {
          throw Fail.terminal(FailureType.HOST_FAILED, "%s", e.getMessage());
        } catch (OperationEnded e) {
          throw Fail.terminal(FailureType.SUPERSEDED, "%s", e.getMessage());
        } catch (JdbiException e) {
          throw Fail.retryable(FailureType.TRANSIENT, "the registry did not answer: %s", words(e));
        }
      }
    };
  }

  /** An AWS answer as a typed failure, in AWS's own words. */
  public static ApplicationFailure typed(AwsServiceException e) {
    FailureType type = AwsFailures.type(e);
    String message =
        e.awsErrorDetails() == null
            ? e.getMessage()
            : AwsFailures.code(e) + ": " + e.awsErrorDetails().errorMessage();
    return switch (type) {
      case DENIED, INVALID, OUT_OF_CAPACITY -> Fail.terminal(type, "%s", message);
      case OVER_QUOTA -> Fail.retryableAfter(type, QUOTA_RETRY, "%s", message);
      default -> Fail.retryable(type, "%s", message);
    };
  }

  /** The layers above the database repeat the statement with its arguments. */
  private static String words(JdbiException e) {
    return DatabaseError.of(e)
        .map(DatabaseError::message)
        .orElseGet(() -> e.getClass().getSimpleName());
  }
}
