package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolCommandTest {
  private static final String POOL =
      """
      {"region": "us-east-1", "plan": "dedicated", "instanceType": "t2.micro", "costPerMonth": 27.44,
       "running": {"target": 2, "ready": 1, "filling": 1}, "stopped": {"target": 3, "ready": 3, "filling": 0}}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aPoolIsShownWithWhatIsKeptHowAndWhatItCosts() {
    starter.on("GET /v1/pools", 200, "{\"pools\": [%s]}".formatted(POOL));

    Command command = run("pool");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out().lines())
        .anyMatch(l -> l.matches("us-east-1 +dedicated +running +2 +1 +1 +t2.micro +27.44"))
        .anyMatch(l -> l.matches(" +stopped +3 +3 +0 +t2.micro"));
  }

  @Test
  void whatIsNotSaidIsNotAskedFor() {
    starter
        .on("GET /v1/pools", 200, "{\"pools\": [%s]}".formatted(POOL))
        .on("PUT /v1/pools/default/dedicated", 200, POOL);

    Command command = run("pool", "set", "dedicated", "--running", "2");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(starter.bodies().getLast()).isEqualToIgnoringWhitespace("{\"running\": 2}");
  }

  @Test
  void aPoolThatIsSetToNothingIsRefusedAndNothingIsAsked() {
    Command command = run("pool", "set", "dedicated");

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("--running, --stopped");
    assertThat(starter.requests()).isEmpty();
  }

  @Test
  void aPoolWithoutItsPlanIsBadInput() {
    assertThat(run("pool", "set", "--running", "2").code()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private Command run(String... words) {
    return Command.run(
        Stream.concat(Stream.of(words), Stream.of("--url", starter.url())).toArray(String[]::new));
  }
}
