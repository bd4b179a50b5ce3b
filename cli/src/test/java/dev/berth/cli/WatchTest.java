package dev.berth.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that go on until they are interrupted. */
@Timeout(60)
class WatchTest {
  private static final String CORES =
      "{\"cores\": [{\"customer\": \"acme\", \"environment\": \"production\", \"state\": \"%s\", \"generation\": 1}]}";
  private static final String EVENTS = "{\"events\": [%s], \"next\": %d}";
  private static final String EVENT =
      """
      {"position": %d, "subject": "core/c1", "sequence": 1, "type": "core.placed", "version": 1, "actor": "%s",
       "at": "2026-12-01T08:00:00Z"}""";

  private final FakeStarter starter = new FakeStarter();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void inAPipeAListIsPrintedAgainWhenItHasChanged() {
    starter
        .on("GET /v1/cores", 200, CORES.formatted("deploying"))
        .on("GET /v1/cores", 200, CORES.formatted("deploying"))
        .on("GET /v1/cores", 200, CORES.formatted("ready"))
        .on("GET /v1/cores", 200, CORES.formatted("ready"), over::countDown);

    Command command = untilOver(() -> Command.run("list", "--watch", "--url", starter.url()));

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .containsOnlyOnce("production   deploying")
        .containsOnlyOnce("production   ready");
  }

  @Test
  void onATerminalItIsRedrawnInPlaceAndCutAtItsLastLine() {
    starter
        .on("GET /v1/cores", 200, CORES.formatted("deploying"))
        .on("GET /v1/cores", 200, CORES.formatted("ready"))
        .on("GET /v1/cores", 200, CORES.formatted("ready"), over::countDown);

    Command command =
        untilOver(
            () -> Command.onTerminal(Map.of("LINES", "3"), "list", "-w", "--url", starter.url()));

    assertThat(command.out().split("\u001b\\[H"))
        .hasSizeGreaterThan(2)
        .allMatch(screen -> screen.lines().count() <= 3)
        .anyMatch(screen -> screen.contains("CUSTOMER"));
  }

  @Test
  void aStarterThatIsAwayIsSaidOnceAndWaitedFor() {
    starter
        .on("GET /v1/cores", 200, CORES.formatted("deploying"), () -> {})
        .on("GET /v1/cores", 503, UNREACHABLE)
        .on("GET /v1/cores", 503, UNREACHABLE)
        .on("GET /v1/cores", 200, CORES.formatted("ready"))
        .on("GET /v1/cores", 200, CORES.formatted("ready"), over::countDown);

    Command command = untilOver(() -> Command.run("list", "-w", "--url", starter.url()));

    assertThat(command.err()).isEqualTo("The registry is away. Still trying.\n");
    assertThat(command.out()).contains("production   ready");
  }

  @Test
  void withoutBerthNothingIsWatched() {
    starter.stop();

    assertThat(Command.run("list", "-w", "--url", starter.url()).code())
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(Command.run("events", "-f", "--url", starter.url()).code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void eachNewEventIsPrintedOnceBelowTheFormerOnes() {
    starter
        .on("GET /v1/events", 200, EVENTS.formatted(EVENT.formatted(7, "a-long-name"), 7))
        .on("GET /v1/events", 200, EVENTS.formatted("", 7))
        .on("GET /v1/events", 200, EVENTS.formatted(EVENT.formatted(8, "ops"), 8))
        .on("GET /v1/events", 200, EVENTS.formatted("", 8), over::countDown);

    Command command = untilOver(() -> Command.run("events", "--follow", "--url", starter.url()));

    assertThat(command.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "POSITION AT EVENT ON STATE BY REASON",
            "7 2026-12-01T08:00:00Z core.placed core/c1 - a-long-name -",
            "8 2026-12-01T08:00:00Z core.placed core/c1 - ops -");
    assertThat(command.out().lines().map(line -> line.indexOf("core.placed")).distinct())
        .hasSize(2);
    assertThat(starter.queries().getFirst()).contains("after=0", "since=2");
    assertThat(starter.queries().getLast()).contains("after=8");
  }

  @Test
  void eventsAreFollowedFromWhereTheCallerSays() {
    starter.on("GET /v1/events", 200, EVENTS.formatted("", 5), over::countDown);

    untilOver(() -> Command.run("events", "-f", "--after", "5", "--url", starter.url()));

    assertThat(starter.queries().getFirst()).contains("after=5").doesNotContain("since");
  }

  private static final String UNREACHABLE =
      """
      {"type": "urn:berth:problem:registry-unreachable", "title": "Service Unavailable", "status": 503,
       "code": "registry-unreachable", "detail": "The registry is away.", "errors": []}""";

  /** What came of a command that was interrupted, as by Ctrl-C, when all was answered. */
  private Command untilOver(Supplier<Command> command) {
    CompletableFuture<Command> result = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> result.complete(command.get()));
    try {
      assertThat(over.await(30, SECONDS)).isTrue();
      // Berth has answered; the command still has to print.
      while (!thread.getState().equals(Thread.State.TIMED_WAITING)) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      return result.get(30, SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
