package dev.berth.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.chaos.Sighting.Moment;
import dev.berth.local.chaos.Watch.Blow;
import dev.berth.local.chaos.Watch.Recovery;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final AtomicBoolean deadly = new AtomicBoolean();
  private final Watch watch = new Watch(_ -> deadly.get());

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void whatWasInFlightOnAKilledWorkerIsRecoveredByItsNextAttempt() throws Exception {
    tell(1, Moment.START, "lost");
    tell(1, Moment.START, "done");
    tell(1, Moment.END, "done");
    tell(2, Moment.START, "elsewhere");

    watch.struck(1, Blow.KILLED);
    tell(2, Moment.START, "lost");
    tell(2, Moment.START, "done");

    assertThat(watch.recoveries())
        .singleElement()
        .satisfies(
            recovery -> {
              assertThat(recovery.activity()).isEqualTo("CheckCore");
              assertThat(recovery.added()).isPositive();
              assertThat(recovery.alone()).isTrue();
            });
  }

  @Test
  void aWorkerThatIsToDieIsToldSoAndWhatItHadJustDoneIsLostToo() throws Exception {
    assertThat(tell(1, Moment.START, "one")).isEqualTo("go");
    deadly.set(true);

    assertThat(tell(1, Moment.END, "one")).isEqualTo(Telling.DIE);

    watch.struck(1, Blow.KILLED);
    deadly.set(false);
    tell(2, Moment.START, "one");
    assertThat(watch.recoveries()).extracting(Recovery::activity).containsExactly("CheckCore");
  }

  @Test
  void theLateEndOfAnAttemptThatWasReplacedEndsNothing() throws Exception {
    tell(1, Moment.START, "one");
    tell(2, Moment.START, "one");
    tell(1, Moment.END, "one");

    watch.struck(2, Blow.KILLED);
    tell(3, Moment.START, "one");

    assertThat(watch.recoveries()).hasSize(1);
  }

  @Test
  void whatIsInFlightOnAStalledWorkerMayStillEnd() throws Exception {
    tell(1, Moment.START, "one");

    watch.struck(1, Blow.STALLED);
    tell(2, Moment.START, "one");
    tell(1, Moment.END, "one");
    tell(2, Moment.END, "one");

    assertThat(watch.recoveries())
        .singleElement()
        .satisfies(
            recovery -> {
              assertThat(recovery.blow()).isEqualTo(Blow.STALLED);
              assertThat(recovery.waits()).isTrue();
            });
  }

  @Test
  void aRecoveryWhileAServerIsAwayIsNotAlone() throws Exception {
    tell(1, Moment.START, "one");
    watch.away(0, () -> {});

    watch.struck(1, Blow.KILLED);
    tell(2, Moment.START, "one");

    assertThat(watch.recoveries()).extracting(Recovery::alone).containsExactly(false);
  }

  private String tell(long pid, Moment moment, String activityId)
      throws IOException, InterruptedException {
    Sighting sighting = new Sighting(pid, moment, "run", activityId, "CheckCore", true);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(watch.address().resolve(Watch.query(sighting))).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
