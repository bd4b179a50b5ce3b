package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.problem;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Looks at everything at once; what fails or hangs hides nothing else. */
public final class Doctor {
  private Doctor() {}

  /** The findings of all checks, in their order, after this time at the latest. */
  public static List<Finding> examine(List<Check> checks, Duration limit) {
    // Not closed: that would wait for a check that hangs.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<List<Finding>>> looks =
          threads.invokeAll(
              checks.stream().map(Check::look).toList(), limit.toMillis(), TimeUnit.MILLISECONDS);
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        findings.addAll(findings(checks.get(i).subject(), looks.get(i), limit));
      }
      return findings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Finding> findings(String subject, Future<List<Finding>> look, Duration limit)
      throws InterruptedException {
    try {
      return look.get();
    } catch (CancellationException tooLate) {
      return List.of(
          problem(
              subject,
              "no answer within %d s".formatted(limit.toSeconds()),
              "look at the network between here and there, then ask again"));
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause();
      return List.of(problem(subject, "could not be asked: " + oneLine(why), "ask again"));
    }
  }

  /** The message of the root cause, on one line. */
  static String oneLine(Throwable why) {
    Throwable first = Throwables.getRootCause(why);
    return (first.getMessage() == null ? first.toString() : first.getMessage())
        .replaceAll("\\s+", " ");
  }
}
