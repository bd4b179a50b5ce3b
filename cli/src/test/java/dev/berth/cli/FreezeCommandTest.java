package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreezeCommandTest {
  private static final String FREEZE =
      """
      {"region": "all", "requester": "ops", "reason": "wrong subnet", "frozenAt": "2026-11-30T10:00:00Z"}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aFreezeWithoutAReasonIsRefusedAndNothingIsAsked() {
    Command command = Command.run("freeze", "--url", starter.url());

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("--reason");
    assertThat(starter.bodies()).isEmpty();
  }

  @Test
  void aFreezeSaysSinceWhenAndWhy() {
    starter.on("PUT /v1/freezes/all", 200, FREEZE);

    Command command = Command.run("freeze", "--reason", "wrong subnet", "--url", starter.url());

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("All regions are frozen since 2026-11-30T10:00:00Z by ops");
  }

  @Test
  void theFreezesAreListed() {
    starter.on("GET /v1/freezes", 200, "{\"freezes\": [%s]}".formatted(FREEZE));

    Command command = Command.run("freezes", "--url", starter.url());

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("REGION", "wrong subnet");
  }
}
