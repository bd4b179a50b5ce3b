package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import com.google.common.base.Throwables;
import dev.berth.activities.aws.AwsClients;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who this process is to AWS. */
record Caller(String account, String arn) {
  private static final Pattern ASSUMED =
      Pattern.compile("(arn:[\\w-]+):sts::(\\d+):assumed-role/([^/]+)/.*");

  static Caller of(AwsClients aws, String region) {
    GetCallerIdentityResponse identity = aws.sts(region).getCallerIdentity();
    return new Caller(identity.account(), identity.arn());
  }

  static List<Finding> check(AwsClients aws, String region) {
    try {
      return List.of(ok("AWS", "called as " + of(aws, region).arn()));
    } catch (SdkException e) {
      boolean away = Throwables.getRootCause(e) instanceof IOException;
      return List.of(
          away
              ? problem(
                  "AWS",
                  "does not answer: " + Answers.words(e),
                  "make it reachable from here, or correct AWS_ENDPOINT_URL")
              : problem(
                  "AWS",
                  "does not know who calls: " + Answers.words(e),
                  "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a role"));
    }
  }

  /**
   * Whose policies IAM can be asked about. The path of an assumed role is unknown here; empty for
   * the root user, who has none.
   */
  Optional<String> principal() {
    Matcher assumed = ASSUMED.matcher(arn);
    if (assumed.matches()) {
      return Optional.of(
          "%s:iam::%s:role/%s".formatted(assumed.group(1), assumed.group(2), assumed.group(3)));
    }
    return arn.endsWith(":root") ? Optional.empty() : Optional.of(arn);
  }

  /** The ARN of a role that is named by it, or by its name. */
  String role(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : "arn:aws:iam::%s:role/%s".formatted(account, nameOrArn);
  }
}
