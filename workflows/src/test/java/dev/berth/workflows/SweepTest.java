package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.Sweep;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import dev.berth.workflows.sweep.SweepWorkflow;
import dev.berth.workflows.sweep.Sweeps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Finding YOUNG = Finding.of(Kind.ORPHAN, "young", "young");
  private static final Finding DUE =
      Finding.of(Kind.ORPHAN, "due", "due").seen(Instant.EPOCH, true).with("would");

  private final Mocks mocks = new Mocks();
  private final Mocks.Running temporal = mocks.running(SweepWorkflow.class, new Sweeping());
  private final Sweep workflow = temporal.stub(Sweep.class, "sweep/us-east-1");
  private List<Finding> findings = List.of(YOUNG, DUE);
  private String refused;

  /** Notes every call. */
  private final class Sweeping implements Sweeps {
    @Override
    public SweepReport look(SweepRequest request) {
      mocks.note("look");
      return new SweepReport(
          request.region(), request.dryRun(), 2, 1, findings, 0, refused, refused);
    }

    @Override
    public Finding act(SweepRequest request, Finding finding, String operationId) {
      mocks.note("act " + finding.key());
      return finding.with("done");
    }

    @Override
    public void record(
        SweepRequest request, SweepReport report, String operationId, Receipt receipt) {
      mocks.note("record");
    }
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void onlyWhatIsDueIsActedOnAndThePassIsNoted() {
    SweepReport report = workflow.sweep(request(false));

    assertThat(mocks.calls).containsExactly("look", "act due", "record");
    assertThat(report.findings()).extracting(Finding::outcome).containsExactly(null, "done");
  }

  @Test
  void aPassThatHasNothingToDoLeavesNoTrace() {
    findings = List.of(YOUNG);

    workflow.sweep(request(false));

    assertThat(mocks.calls).containsExactly("look");
  }

  @Test
  void aDryRunOnlyLooks() {
    assertThat(workflow.sweep(request(true)).findings())
        .extracting(Finding::outcome)
        .containsExactly(null, "would");

    assertThat(mocks.calls).containsExactly("look");
  }

  @Test
  void aPassThatRefusesActsOnNothingAndIsNoted() {
    refused = "too-many";

    assertThat(workflow.sweep(request(false)).refused()).isEqualTo("too-many");

    assertThat(mocks.calls).containsExactly("look", "record");
  }

  private static SweepRequest request(boolean dryRun) {
    return new SweepRequest("us-east-1", dryRun, Duration.ofMinutes(5), null, "test", null);
  }
}
