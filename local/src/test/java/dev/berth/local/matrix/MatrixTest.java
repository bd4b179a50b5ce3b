package dev.berth.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault at every activity of every scenario; or one fault at each, which takes an eighth. */
class MatrixTest {
  private static final Path REPORT = Path.of("target", "fault-matrix.md");

  /** The ids of the cells, for tools/test/ids.sh. */
  private static final Path CELLS = Path.of("target", "fault-matrix-cells.txt");

  @Test
  @Timeout(1800)
  void everyFaultAtEveryActivityEndsFinishedOrWithACleanSlate() throws IOException {
    Matrix matrix = new Matrix(MatrixWorld.shared());
    long start = System.nanoTime();
    boolean every = !"once".equals(System.getProperty("berth.test.matrix"));
    List<Cell> all = matrix.cells(Scenario.values());
    List<Cell> cells = every ? all : oneFaultAtEachActivity(all);

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

  private record Place(Scenario scenario, Variant variant, Recorded at) {}

  /** The faults take turns. */
  private static List<Cell> oneFaultAtEachActivity(List<Cell> all) {
    Map<Place, List<Cell>> places =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> new Place(cell.scenario(), cell.variant(), cell.at()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    AtomicInteger turn = new AtomicInteger();
    return places.values().stream()
        .map(faults -> faults.get(turn.getAndIncrement() % faults.size()))
        .toList();
  }
}
