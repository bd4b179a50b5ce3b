package dev.berth.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.api.OperationView;
import dev.berth.local.chaos.Customers.Story;
import dev.berth.local.chaos.Watch.Blow;
import dev.berth.local.chaos.Watch.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What chaos must notice. */
class FiguresTest {
  private static final Schedule TWO = Schedule.draw(1, 2);
  private static final Count CLEAN = new Count(2, 1, 1, List.of(), List.of(), List.of());

  @Test
  void everyRequestReadyOrUnwoundAndEveryInstanceAccountedForIsGood() {
    Figures figures = figures(CLEAN, "ready", "unwound");

    assertThat(figures.broken()).isEmpty();
    assertThat(figures.lost()).isZero();
    assertThat(figures.lines())
        .contains(
            "requests 2   ready 1   unwound 1   held on the way 0   lost 0",
            "instances launched 2   needed 1   given back 1   left over 0   duplicate effects 0");
  }

  @Test
  void aRequestThatHasNotEndedIsLost() {
    Figures figures = figures(CLEAN, "ready", "running");

    assertThat(figures.lost()).isEqualTo(1);
    assertThat(figures.broken()).singleElement().asString().endsWith("is lost: it has not ended");
  }

  @Test
  void anUnwindingThatLeftSomethingIsNoGoodEnd() {
    assertThat(figures(CLEAN, "ready", "left").broken())
        .singleElement()
        .asString()
        .contains("ended as left");
  }

  @Test
  void whatIsLeftOverMadeTwiceOrDeafIsTold() {
    Count count =
        new Count(
            2, 1, 1, List.of("instance i-1"), List.of("core c1"), List.of("acme answers nothing"));

    assertThat(figures(count, "ready", "ready").broken())
        .containsExactly("left over: instance i-1", "made twice: core c1", "acme answers nothing");
  }

  @Test
  void anInstanceThatNobodyAccountsForIsTold() {
    assertThat(
            figures(new Count(3, 1, 1, List.of(), List.of(), List.of()), "ready", "ready").broken())
        .containsExactly("3 instances were launched, 1 are needed, 1 were given back");
  }

  @Test
  void theSecondsThatABlowAddsStandBesideEachOther() {
    Figures figures =
        recovered(
            waited(Blow.KILLED, 1_000, true),
            waited(Blow.KILLED, 4_000, true),
            waited(Blow.KILLED, 30_000, false),
            waited(Blow.STALLED, 21_000, true));

    assertThat(figures.lines())
        .contains(
            "2 waits that were in flight when their worker died: added s median 1.0   95 % within 4.0   max 4.0   (1 more while something else was away)",
            "1 waits that were in flight when their worker stood still: added s median 21.0   95 % within 21.0   max 21.0");
    assertThat(figures.slow()).isEmpty();
  }

  @Test
  void callsThatAreAttemptedAgainTooLateAreTold() {
    Recovery late = new Recovery("StartCore", false, Blow.KILLED, Duration.ofSeconds(40), true);

    assertThat(recovered(waited(Blow.KILLED, 4_000, true), late).slow())
        .containsExactly(
            "calls on killed workers were attempted again after 40.0 s (median; at most 6) and 40.0 s (95 %; at most 9)");
  }

  private static Figures recovered(Recovery... recoveries) {
    return Figures.of(
        TWO, stories("ready", "ready"), 0, CLEAN, noStrikes(), List.of(recoveries), List.of());
  }

  private static Recovery waited(Blow blow, long millis, boolean alone) {
    return new Recovery("AwaitHost", true, blow, Duration.ofMillis(millis), alone);
  }

  private static Figures figures(Count count, String... states) {
    return Figures.of(TWO, stories(states), 0, count, noStrikes(), List.of(), List.of());
  }

  private static Strikes noStrikes() {
    return new Strikes(List.of(), new Picture(System.out, false));
  }

  private static List<Story> stories(String... states) {
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      stories.add(new Story(TWO.requests().get(i), operation(states[i]), ""));
    }
    return stories;
  }

  private static OperationView operation(String state) {
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
        state,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
