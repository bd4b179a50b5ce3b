package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.AwsClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** This clock next to AWS's, by the date of any answer, a refusal too. */
final class ClockCheck {
  /** AWS refuses what is signed five minutes off; a clock that is synchronized is off by less. */
  private static final Duration MOST = Duration.ofSeconds(30);

  private ClockCheck() {}

  static List<Finding> of(AwsClients aws, String region, Clock clock) {
    Instant asked = clock.instant();
    Optional<String> date = date(aws, region);
    if (date.isEmpty()) {
      return List.of(note("clock", "AWS told no time to compare it with", null));
    }
    Instant theirs =
        ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    // Somewhere between question and answer, cut to seconds: no further off than this at least.
    Duration ahead = Duration.between(theirs.plusSeconds(1), asked);
    Duration behind = Duration.between(clock.instant(), theirs);
    Duration off = ahead.compareTo(behind) > 0 ? ahead : behind;
    return List.of(
        off.compareTo(MOST) <= 0
            ? ok("clock", "within %d s of AWS's".formatted(Math.max(1, off.toSeconds())))
            : problem(
                "clock",
                "%d s %s AWS's; AWS refuses from 300 s on"
                    .formatted(off.toSeconds(), ahead.isPositive() ? "ahead of" : "behind"),
                "have it kept by NTP, such as chrony"));
  }

  private static Optional<String> date(AwsClients aws, String region) {
    try {
      return date(aws.sts(region).getCallerIdentity().sdkHttpResponse());
    } catch (AwsServiceException refusal) {
      return refusal.awsErrorDetails() == null
          ? Optional.empty()
          : date(refusal.awsErrorDetails().sdkHttpResponse());
    } catch (SdkException noCredentials) {
      return Optional.empty(); // the line about the identity says why
    }
  }

  private static Optional<String> date(SdkHttpResponse response) {
    return response == null ? Optional.empty() : response.firstMatchingHeader("Date");
  }
}
