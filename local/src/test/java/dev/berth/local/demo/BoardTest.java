package dev.berth.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.ProgressView;
import dev.berth.client.api.TemporalView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aFileGetsALineForEachChange() {
    Board board = board(false);

    board.show("acme/production", at("database", true));
    board.show("acme/production", at("database", true));
    board.show("acme/production", at(null, false));

    assertThat(said().lines()).hasSize(2);
    assertThat(said()).doesNotContain("\033").endsWith("no worker answers\n");
  }

  @Test
  void aTerminalOfEightyColumnsHasRoomForALineAndNoneEverWraps() {
    Board board = board(true);

    board.show("customer-7/development", at("database", true));
    board.show("customer-7/development", at(null, false));

    String line = said().lines().filter(l -> l.contains("no worker")).findFirst().orElseThrow();
    assertThat(line.replaceAll("\033\\[[?0-9]*[a-zA-Z]", "")).hasSizeLessThanOrEqualTo(80);
    assertThat(line).contains("\033[?7l");
    assertThat(said()).contains("\033[1A\033[J").endsWith("\033[?7h");
  }

  private Board board(boolean terminal) {
    return new Board(new PrintStream(said, true, StandardCharsets.UTF_8), terminal);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static OperationView at(String step, boolean workerAnswers) {
    Integer index = step == null ? null : 4;
    return new OperationView(
        "id",
        "deploy-core",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "running",
        null,
        null,
        Instant.EPOCH,
        null,
        new ProgressView(workerAnswers, null, step, index, 8, null, List.of(), null, null, null),
        null,
        new TemporalView("core/a/b", "run", null));
  }
}
