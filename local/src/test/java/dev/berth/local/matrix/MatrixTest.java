package dev.berth.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault at every activity of every scenario. */
class MatrixTest {
  private static final Path REPORT = Path.of("target", "fault-matrix.md");

  /** The ids of the cells, for tools/test/ids.sh. */
  private static final Path CELLS = Path.of("target", "fault-matrix-cells.txt");

  @Test
  @Timeout(1800)
  void everyFaultAtEveryActivityEndsFinishedOrWithACleanSlate() throws IOException {
    Matrix matrix = new Matrix(MatrixWorld.shared());
    long start = System.nanoTime();
    List<Cell> cells = matrix.cells(Scenario.values());

    Report report = new Report(matrix.play(cells));

    String page = report.toString();
    Files.writeString(
        Files.createDirectories(REPORT.getParent()).resolve(REPORT.getFileName()), page);
    Files.write(CELLS, cells.stream().map(Cell::toString).toList());
    System.out.printf("%s%n%d s%n", page, (System.nanoTime() - start) / 1_000_000_000);
    assertThat(report.red()).isEmpty();
    assertThat(cells).extracting(Cell::scenario).contains(Scenario.values());
    assertThat(cells).extracting(Cell::fault).contains(Fault.values());
  }
}
