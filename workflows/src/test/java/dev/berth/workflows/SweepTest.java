package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.FailureType;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void onlyWhatIsDueIsActedOnAndThePassIsNoted() {
    SweepReport report = sweep("sweep-acts");

    assertThat(world.calls).containsExactly("look", "act due", "record");
    assertThat(report.findings()).extracting(Finding::outcome).containsExactly(null, "done");
  }

  @Test
  void aPassThatHasNothingToDoLeavesNoTrace() {
    sweep("sweep-nothing-due");

    assertThat(world.calls).containsExactly("look");
  }

  @Test
  void aDryRunOnlyLooks() {
    assertThat(sweep("sweep-dry-run").findings())
        .extracting(Finding::outcome)
        .containsExactly(null, "would");

    assertThat(world.calls).containsExactly("look");
  }

  @Test
  void aPassThatRefusesActsOnNothingAndIsNoted() {
    assertThat(sweep("sweep-refuses").refused()).isEqualTo("too-many");

    assertThat(world.calls).containsExactly("look", "record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"look", "act", "record"})
  void aPassIsNeverHeldTheNextOneIsTheRetry(String step) {
    assertThatThrownBy(() -> sweep("sweep-" + step + "-fails"))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).doesNotContain("operation.held").endsWith("close");
    assertThat(world.endings.getFirst().reason()).isEqualTo(FailureType.DENIED);
  }

  @Test
  void aCancelStopsThePass() {
    assertThatThrownBy(() -> sweep("sweep-cancelled-during-act"))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(world.calls).doesNotContain("record");
  }

  @Test
  void inAFrozenRegionThePassWaits() {
    assertThat(sweep("sweep-frozen-step").findings().getLast().outcome()).isEqualTo("done");

    assertThat(world.calls).containsExactly("look", "act due", "thaw", "act due", "record");
  }

  private SweepReport sweep(String branch) {
    return Branches.play(world, branch).getResult(SweepReport.class);
  }
}
