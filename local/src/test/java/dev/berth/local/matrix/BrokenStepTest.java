package dev.berth.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The matrix notices a step that does not keep its promise. */
class BrokenStepTest {
  private static final MatrixWorld WORLD = new MatrixWorld();

  private static Matrix matrix;
  private static List<Cell> cells;

  @BeforeAll
  static void record() {
    matrix = new Matrix(WORLD);
    cells = matrix.cells(Scenario.PACKED_ON_A_NEW_HOST, Scenario.LEFT_BEHIND, Scenario.BAKED);
  }

  @AfterAll
  static void end() {
    WORLD.close();
  }

  @Test
  void anInstanceThatIsNotTerminatedTurnsItRed() {
    Cell cell = cell(Variant.CANCELLED, Fault.RETRYABLE, "TerminateInstance");

    isRed(cell, Defect.doesNothing("TerminateInstance"), "instance i-\\w+ is left over");
  }

  @Test
  void aDatabaseThatIsNotDroppedTurnsItRed() {
    Cell cell = cell(Variant.CORE_ENDS, Fault.RETRYABLE, "DropDatabase");

    isRed(cell, Defect.doesNothing("DropDatabase"), "role or database \\w+ is left over");
  }

  @Test
  void aRandomClientTokenTurnsItRed() {
    Cell cell = cell(Variant.STRAIGHT, Fault.ANSWER_LOST, "LaunchInstance");

    isRed(cell, Defect.randomClientTokens(), "2 instances were launched, not 1");
  }

  @Test
  void aContainerThatAnUnwindingLeavesBehindTurnsItRed() {
    Cell cell = cell(Variant.SWEPT, Fault.RETRYABLE, "FindAbandonedCore");

    isRed(cell, Defect.doesNothing("RemoveCore"), "containers run for .*");
  }

  @Test
  void anInstanceThatARetirementLeavesBehindTurnsItRed() {
    Cell cell = cell(Variant.SWEPT, Fault.RETRYABLE, "ClaimRetirement");

    isRed(cell, Defect.terminatesNothing(), "instance i-\\w+ is left over");
  }

  @Test
  void anImageThatAnUnwoundBakeLeavesBehindTurnsItRed() {
    Cell cell = cell(Variant.CANCELLED, Fault.RETRYABLE, "DropImage");

    isRed(cell, Defect.doesNothing("DropImage"), "(image ami|snapshot snap)-\\w+ is left over");
  }

  private static void isRed(Cell cell, Defect defect, String problem) {
    assertThat(matrix.play(List.of(cell)).getFirst().problems()).isEmpty();
    assertThat(matrix.play(List.of(cell), defect).getFirst().problems())
        .anySatisfy(found -> assertThat(found).matches(problem));
  }

  private static Cell cell(Variant variant, Fault fault, String activity) {
    return cells.stream()
        .filter(c -> c.variant() == variant && c.fault() == fault)
        .filter(c -> c.at().moment().activity().equals(activity))
        .findFirst()
        .orElseThrow();
  }
}
