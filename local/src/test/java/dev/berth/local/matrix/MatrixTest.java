package dev.berth.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault at every activity of every scenario; or of the first one, which takes a third. */
class MatrixTest {
  private static final Path REPORT = Path.of("target", "fault-matrix.md");

  /** The ids of the cells, for tools/test/ids.sh. */
  private static final Path CELLS = Path.of("target", "fault-matrix-cells.txt");

  @Test
  @Timeout(1800)
  void everyFaultAtEveryActivityEndsFinishedOrWithACleanSlate() throws IOException {
    Matrix matrix = new Matrix(MatrixWorld.shared());
    long start = System.nanoTime();
    boolean everyScenario = !"once".equals(System.getProperty("berth.test.matrix"));
    List<Cell> all = matrix.cells(Scenario.values());
    List<Cell> cells = everyScenario ? all : eachFaultAtEachActivity(all);

    Report report = new Report(matrix.play(cells));

    String page = report.toString();
    Files.writeString(
        Files.createDirectories(REPORT.getParent()).resolve(REPORT.getFileName()), page);
    Files.write(CELLS, cells.stream().map(Cell::toString).toList());
    System.out.printf("%s%n%d s%n", page, (System.nanoTime() - start) / 1_000_000_000);
    assertThat(report.red()).isEmpty();
    assertThat(all).extracting(Cell::scenario).contains(Scenario.values());
    assertThat(cells).extracting(Cell::fault).contains(Fault.values());
  }

  /** The first scenario that comes to it. */
  private static List<Cell> eachFaultAtEachActivity(List<Cell> all) {
    Set<String> played = new HashSet<>();
    return all.stream()
        .filter(
            cell ->
                played.add(
                    cell.at().moment().run()
                        + cell.at().moment().activity()
                        + cell.at().takesBack()
                        + cell.fault()))
        .toList();
  }
}
