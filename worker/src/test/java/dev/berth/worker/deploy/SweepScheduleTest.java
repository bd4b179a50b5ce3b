package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.worker.Configuration;
import dev.berth.worker.Schedules;
import dev.berth.worker.Schedules.ImagesEvery;
import dev.berth.worker.Schedules.PoolEvery;
import dev.berth.worker.Schedules.SweepEvery;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sweep that runs on its schedule. */
class SweepScheduleTest {
  private Berth berth;
  private ScheduleHandle schedule;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.withHostsInMemory().withWorker();
    schedule =
        ScheduleClient.newInstance(
                berth.temporal.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                    .setNamespace(berth.temporal.getOptions().getNamespace())
                    .build())
            .getHandle("sweep/" + Berth.REGION);
  }

  @AfterEach
  void end() throws IOException {
    schedule.delete();
    berth.close();
  }

  @Test
  void aWorkerMakesTheScheduleAndWhatItStartsSweeps() {
    String left = new Sweeping(berth).leftBehind("h1");

    schedules(Duration.ofSeconds(1)).start();

    await().until(() -> !new Sweeping(berth).alive(left));
  }

  @Test
  void aLaterWorkerChangesTheIntervalAndLeavesAPausedSchedulePaused() {
    schedules(Duration.ofHours(1)).start();
    schedule.pause("an operator looks");

    schedules(Duration.ofHours(2)).start();

    await()
        .untilAsserted(
            () -> {
              ScheduleDescription now = schedule.describe();
              assertThat(now.getSchedule().getSpec().getIntervals().getFirst().getEvery())
                  .isEqualTo(Duration.ofHours(2));
              assertThat(now.getSchedule().getState().isPaused()).isTrue();
            });
  }

  private Schedules schedules(Duration interval) {
    return new Schedules(
        berth.temporal,
        new Configuration(
            berth.settings,
            null,
            List.of(),
            new SweepEvery(interval, Duration.ofMillis(1), Duration.ofHours(1)),
            new PoolEvery(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
            new ImagesEvery(Duration.ofHours(1))));
  }
}
