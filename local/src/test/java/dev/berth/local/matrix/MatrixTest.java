package dev.berth.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * Temporal's in-memory server keeps a list of all locks of its clock, and searches it from its
   * beginning: in a world of 450 cells that was 38 % of the CPU at its end. A new world starts
   * within seconds.
   */
  private static final int CELLS_OF_A_WORLD = 150;

  @Test
  @Timeout(1800)
  void everyFaultAtEveryActivityEndsFinishedOrWithACleanSlate() throws IOException {
    long start = System.nanoTime();
    boolean every = !"once".equals(System.getProperty("berth.test.matrix"));
    List<Cell> all = cells();
    List<Cell> cells = every ? all : oneFaultAtEachActivity(all);

    Report report = new Report(play(cells));

    String page = report.toString();
    Files.writeString(
        Files.createDirectories(REPORT.getParent()).resolve(REPORT.getFileName()), page);
    Files.write(CELLS, cells.stream().map(Cell::toString).toList());
    System.out.printf("%s%n%d s%n", page, (System.nanoTime() - start) / 1_000_000_000);
    assertThat(report.red()).overridingErrorMessage("RED: %s", report.redCells()).isEmpty();
    assertThat(all).extracting(Cell::scenario).contains(Scenario.values());
    assertThat(cells).extracting(Cell::fault).contains(Fault.values());
  }

  private static List<Cell> cells() {
    try (MatrixWorld world = new MatrixWorld()) {
      return new Matrix(world).cells(Scenario.values());
    }
  }

  private static List<Verdict> play(List<Cell> cells) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int from = 0; from < cells.size(); from += CELLS_OF_A_WORLD) {
      int to = Math.min(from + CELLS_OF_A_WORLD, cells.size());
      try (MatrixWorld world = new MatrixWorld()) {
        verdicts.addAll(new Matrix(world).play(cells.subList(from, to)));
      }
    }
    return verdicts;
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
