package dev.berth.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.worker.FakeTemporal;
import dev.berth.worker.doctor.Finding.Level;
import dev.berth.workflows.launch.Pollers;
import dev.berth.workflows.operation.BerthAttributes;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalCheckTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private FakeTemporal temporal;

  @BeforeEach
  void start() throws IOException {
    temporal = new FakeTemporal();
    temporal.polls.add(Instant.now());
    BerthAttributes.ALL.forEach(key -> temporal.attributes.put(key.getName(), key.getValueType()));
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void whatIsThereIsFine() {
    assertThat(TemporalCheck.of(temporal.client(), PATIENCE))
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.OK, Level.OK);
  }

  @Test
  void thatNoWorkerPollsIsWorthANote() {
    temporal.polls.set(0, Instant.now().minus(Pollers.POLL).minusSeconds(1));

    Finding finding = TemporalCheck.of(temporal.client(), PATIENCE).getLast();

    assertThat(finding.level()).isEqualTo(Level.NOTE);
    assertThat(finding.message()).startsWith("none has polled for 75 s");
    assertThat(finding.remedy()).isEqualTo("start one");
  }

  @Test
  void aSearchAttributeThatIsMissingIsNamedAndNothingIsMade() {
    temporal.attributes.remove("BerthState");

    Finding finding = TemporalCheck.of(temporal.client(), PATIENCE).get(1);

    assertThat(finding.level()).isEqualTo(Level.NOTE);
    assertThat(finding.message()).isEqualTo("lacks search attributes: BerthState");
    assertThat(finding.remedy())
        .contains("start a worker", "temporal operator search-attribute create --namespace shop");
    assertThat(temporal.attributes).doesNotContainKey("BerthState");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, temporal operator namespace create --namespace shop",
    "UNAUTHENTICATED, TEMPORAL_API_KEY",
    "PERMISSION_DENIED, TEMPORAL_API_KEY",
    "UNAVAILABLE, TEMPORAL_ADDRESS"
  })
  void aServerThatDoesNotServeHinders(Status.Code answer, String remedy) {
    temporal.describes = answer.toStatus();

    assertThat(TemporalCheck.of(temporal.client(), PATIENCE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .satisfies(finding -> assertThat(finding.remedy()).contains(remedy));
  }
}
