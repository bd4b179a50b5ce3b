package dev.berth.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.berth.worker.doctor.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DoctorTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Check fine = new Check("one", () -> List.of(Finding.ok("one", "is fine")));

  @Test
  void aCheckThatFailsHidesNoOther() {
    Check broken =
        new Check(
            "two",
            () -> {
              throw new IllegalStateException(
                  "outside", new IllegalStateException("line 1\nline 2"));
            });

    List<Finding> findings = Doctor.examine(List.of(broken, fine), LONG);

    assertThat(findings).extracting(Finding::subject).containsExactly("two", "one");
    assertThat(findings.getFirst().level()).isEqualTo(Level.PROBLEM);
    assertThat(findings.getFirst().message()).isEqualTo("could not be asked: line 1 line 2");
  }

  @Test
  @Timeout(30)
  void aCheckThatHangsHidesNoOtherAndIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    Check hangs =
        new Check(
            "two",
            () -> {
              Uninterruptibles.awaitUninterruptibly(never);
              return List.of();
            });
    try {
      List<Finding> findings = Doctor.examine(List.of(fine, hangs), SHORT);

      assertThat(findings).extracting(Finding::subject).containsExactly("one", "two");
      assertThat(findings.getLast().message()).isEqualTo("no answer within 0 s");
    } finally {
      never.countDown();
    }
  }

  @Test
  void checksAreAskedSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Check waits =
        new Check(
            "waits",
            () -> {
              both.countDown();
              both.await();
              return List.of(Finding.ok("waits", "met the other"));
            });

    assertThat(Doctor.examine(List.of(waits, waits), LONG))
        .extracting(Finding::message)
        .containsExactly("met the other", "met the other");
  }

  @Test
  void onlyWhatHindersEndsWithOne() {
    Finding note = Finding.note("b", "is new", "know it");
    Finding problem = Finding.problem("c", "is away", "start it");

    assertThat(Report.of(List.of(Finding.ok("a", "is fine"), note)).exitCode()).isZero();
    assertThat(Report.of(List.of(note, problem)).exitCode()).isEqualTo(1);
    assertThat(Report.of(List.of(note, problem.unneeded())).exitCode()).isZero();
  }

  @Test
  void everyFindingIsALineWithWhatToDo() throws Exception {
    Report report =
        Report.of(
            List.of(
                Finding.ok("JDK", "25"),
                Finding.note("b", "is new", null),
                Finding.problem("port 8480", "is taken", "end it")));

    assertThat(report.text())
        .isEqualTo(
            """
            ok       JDK             25
            note     b               is new
            PROBLEM  port 8480       is taken  -> end it
            What hinders: 1""");
    assertThat(Report.read(report.json())).isEqualTo(report);
  }
}
