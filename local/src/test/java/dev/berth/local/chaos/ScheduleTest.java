package dev.berth.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.chaos.Schedule.Request;
import dev.berth.local.chaos.Schedule.Strike;
import dev.berth.local.chaos.Schedule.Target;
import dev.berth.simulator.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void theSameSeedIsTheSameScheduleAndAnotherSeedAnotherOne() {
    assertThat(Schedule.draw(7, 30)).isEqualTo(Schedule.draw(7, 30));
    assertThat(Schedule.draw(7, 30).strikes()).isNotEqualTo(Schedule.draw(8, 30).strikes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 30})
  void whateverTheSeedWorkersAndAllServersDieAtMomentsThatCome(int deployments) {
    LongStream.range(0, 200)
        .mapToObj(seed -> Schedule.draw(seed, deployments))
        .forEach(
            schedule -> {
              assertThat(schedule.requests()).hasSize(deployments).doesNotHaveDuplicates();
              assertThat(schedule.strikes())
                  .allMatch(s -> s.nth() >= 1 && s.nth() <= moments(schedule, s));
              assertThat(
                      schedule.strikes().stream().map(Strike::target).collect(Collectors.toSet()))
                  .containsExactlyInAnyOrder(Target.values());
            });
  }

  /** How often the moment of a strike comes when nothing goes wrong, at least. */
  private static int moments(Schedule schedule, Strike strike) {
    Map<String, Long> plans =
        schedule.requests().stream()
            .collect(Collectors.groupingBy(Request::environment, Collectors.counting()));
    int hosts =
        (int)
            (plans.getOrDefault("production", 0L)
                + (plans.getOrDefault("development", 0L) + 6) / 7);
    boolean ofHost =
        strike.activity().contains("Host")
            && !List.of("EnsureHost", "AwaitHost").contains(strike.activity());
    if (strike.activity().equals(Strike.ANY)) {
      return schedule.requests().size() * 8;
    }
    return ofHost
            || strike.activity().contains("Instance")
            || strike.activity().equals("AwaitAgent")
        ? hosts
        : schedule.requests().size();
  }

  @Test
  void awsThrottlesAThirdAndDoesEverythingElseThatItDoesOnABadDay() {
    List<Fault> faults = Schedule.draw(7, 30).faults();

    assertThat(faults)
        .filteredOn(Fault.Throttle.class::isInstance)
        .singleElement()
        .satisfies(
            fault -> {
              Fault.Throttle throttle = (Fault.Throttle) fault;
              assertThat(throttle.operation()).isEqualTo("*");
              assertThat(throttle.fraction()).isEqualTo(1 / 3.0);
            });
    assertThat(faults.stream().map(Fault::getClass).collect(Collectors.toSet()))
        .contains(
            Fault.LoseAnswer.class,
            Fault.OutOfCapacity.class,
            Fault.LateAgent.class,
            Fault.DeadAgent.class);
  }
}
