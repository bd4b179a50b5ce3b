package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;

import dev.berth.activities.aws.AwsFailures;
import dev.berth.model.FailureType;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS says when it does not do what it is asked. */
final class Answers {
  private Answers() {}

  /** A check that only AWS can answer: why it does not at all is told by the line about AWS. */
  static Check check(String subject, Callable<List<Finding>> look) {
    return new Check(
        subject,
        () -> {
          try {
            return look.call();
          } catch (SdkException e) {
            return List.of(
                note(subject, "not looked at: " + words(e), "first what the line about AWS says"));
          }
        });
  }

  /** Without ids, encoded messages and the list of all the places that have no credentials. */
  static String words(SdkException e) {
    String said =
        e instanceof AwsServiceException answer && answer.awsErrorDetails() != null
            ? answer.awsErrorDetails().errorMessage()
            : Doctor.oneLine(e);
    return String.valueOf(said)
        .replaceFirst("Encoded authorization failure message.*", "")
        .replaceFirst(" from any of the providers in the chain.*", "")
        .strip();
  }

  static boolean denied(SdkException e) {
    return e instanceof AwsServiceException answer
        && AwsFailures.type(answer) == FailureType.DENIED;
  }
}
