package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.model.Placement;
import dev.berth.model.Plan;
import dev.berth.model.PoolMode;
import dev.berth.model.Requester;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.PlanRecord;
import dev.berth.registry.host.PoolRecord;
import dev.berth.registry.host.PoolStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolTest extends OnRegistry {
  private static final Actor OPS = new Actor(new Requester("ops", "request-1"), null);

  @BeforeEach
  void plan() {
    registry.plans().put(new PlanRecord(Plan.PACKED, 1, List.of("t3.small")));
  }

  @Test
  void aPoolIsFilledOnceHoweverOftenItIsAsked() {
    set(2, 1);

    List<String> first = fill();

    assertThat(fill()).isEqualTo(first).hasSize(3);
    assertThat(pool())
        .extracting(PoolRecord::runningFilling, PoolRecord::stoppedFilling)
        .containsExactly(2, 1);
  }

  @Test
  void aCoreTakesTheReadyHostOfThePoolBeforeAnyThatIsOnItsWay() {
    set(2, 0);
    List<String> hosts = fill();
    ready(hosts.get(1));

    assertThat(place("op1", "acme").hostId()).isEqualTo(hosts.get(1));
    assertThat(pool())
        .extracting(PoolRecord::runningReady, PoolRecord::missingRunning)
        .containsExactly(0, 1);
  }

  @Test
  void twoDeploymentsNeverGetTheSameHostAndAnEmptyPoolIsNoObstacle() throws Exception {
    set(3, 0);
    List<String> pool = fill();
    pool.forEach(this::ready);

    List<Callable<Placement>> signups =
        IntStream.range(0, 5)
            .<Callable<Placement>>mapToObj(i -> () -> place("op" + i, "customer" + i))
            .toList();
    List<String> hosts;
    try (var threads = Executors.newFixedThreadPool(5)) {
      hosts =
          threads.invokeAll(signups).stream()
              .map(Future::resultNow)
              .map(Placement::hostId)
              .toList();
    }

    // Two find the pool empty, and share a new host, which has seven slots.
    assertThat(hosts).containsAll(pool);
    assertThat(Set.copyOf(hosts)).hasSize(4);
    assertThat(pool().missingRunning()).isEqualTo(3);
  }

  @Test
  void aStoppedHostThatIsTakenIsToBeLaunchedAgainAsTheInstanceThatItIs() {
    set(0, 1);
    String host = stopped();

    assertThat(place("op1", "acme").hostId()).isEqualTo(host);

    assertThat(host(host))
        .extracting(HostRecord::state, HostRecord::standbyId, HostRecord::pooled)
        .containsExactly(HostState.LAUNCHING, "i-" + host, null);
    assertThat(registry.events().of("host/" + host).getLast())
        .extracting(Event::type, Event::before, Event::after)
        .containsExactly(
            EventType.HOST_TAKEN, "{\"state\": \"stopped\"}", "{\"state\": \"launching\"}");
  }

  @Test
  void aStoppedHostGoesBackWhenItsCoreDoesBeforeItWasStarted() {
    set(0, 1);
    String host = stopped();
    place("op1", "acme");

    registry.placements().release("op1");

    assertThat(host(host))
        .extracting(HostRecord::state, HostRecord::pooled)
        .containsExactly(HostState.STOPPED, PoolMode.STOPPED);
  }

  @Test
  void aHostThatWasNotSeenToBeStoppedIsNotHandedOut() {
    set(0, 1);
    String host = fill().getFirst();
    ready(host);
    registry.pools().stop(host);

    assertThat(pool())
        .extracting(PoolRecord::stoppedReady, PoolRecord::stoppedFilling)
        .containsExactly(0, 1);
    assertThat(place("op1", "acme").hostId()).isNotEqualTo(host);

    registry.pools().checked(host);
    assertThat(registry.pools().stop(host)).isEmpty();
    registry.pools().doubt(host);
    assertThat(registry.pools().stop(host)).contains("i-" + host);
    assertThat(registry.events().of("host/" + host))
        .filteredOn(event -> event.type().equals(EventType.HOST_STOPPED))
        .hasSize(1);
  }

  @Test
  void whatFailsAtOnceIsNotLaunchedAgainAtOnce() throws SQLException {
    set(1, 0);
    String host = fill().getFirst();
    claim("launch1", host);
    registry.hosts().giveUp(host, "launch1");

    assertThat(host(host).state()).isEqualTo(HostState.FAILED);
    assertThat(fill()).isEmpty();
    sql("UPDATE hosts SET settled_at = now() - interval '6 minutes'");
    assertThat(fill()).hasSize(1).doesNotContain(host);
  }

  @Test
  void theNextInstanceOfAHostIsNoLongerTheStoppedOne() {
    set(0, 1);
    String host = stopped();
    place("op1", "acme");
    claim("launch2", host);

    registry.hosts().numberInstance(host, 2, "launch2");

    assertThat(host(host).standbyId()).isNull();
  }

  @Test
  void aHostThatIsGivenUpIsNotHandedOut() {
    set(1, 0);
    String host = fill().getFirst();
    ready(host);

    registry.pools().giveUp(host, PoolStore.POOL, "waited too long");

    assertThat(host(host).state()).isEqualTo(HostState.UNWANTED);
    assertThat(place("op1", "acme").hostId()).isNotEqualTo(host);
  }

  @Test
  void aHostThatACoreTookIsNeitherStoppedNorGivenUp() {
    set(0, 1);
    String host = fill().getFirst();
    ready(host);
    place("op1", "acme");

    assertThat(registry.pools().stop(host)).isEmpty();
    assertThat(registry.pools().giveUp(host, PoolStore.POOL, "one too many")).isEmpty();
    assertThat(host(host).state()).isEqualTo(HostState.READY);
  }

  @Test
  void aHostThatAPoolWaitsForIsNotRetired() {
    set(1, 0);
    String host = fill().getFirst();

    assertThat(
            registry
                .retirements()
                .claim(operation("retire1", OperationKind.RETIRE_HOST, null, host), false))
        .isFalse();
  }

  @Test
  void aCordonedHostDoesNotCountSoThatThePoolFillsUp() {
    set(1, 0);
    String host = fill().getFirst();

    registry.hosts().cordon(host, true, OPS, null);

    assertThat(pool().missingRunning()).isEqualTo(1);
  }

  @Test
  void aPoolOfAPlanThatNobodyConfiguredIsRefusedByTheDatabaseItself() {
    assertThatThrownBy(() -> registry.pools().set("us-east-1", Plan.DEDICATED, 1, 0, OPS))
        .hasMessageContaining("foreign key");
  }

  private void set(int running, int stopped) {
    registry.pools().set("us-east-1", Plan.PACKED, running, stopped, OPS);
  }

  @Test
  void whoSettlesOnceMoreChangesNothingAboutAHostThatWasStoppedAndTakenSince() {
    set(0, 1);
    String host = stopped();
    assertThat(settle("launch-" + host, host, "i-" + host)).isTrue();
    assertThat(host(host).state()).isEqualTo(HostState.STOPPED);
    place("op1", "acme");

    assertThat(settle("launch-" + host, host, "i-" + host)).isTrue();

    assertThat(host(host).state()).isEqualTo(HostState.LAUNCHING);
  }

  private List<String> fill() {
    return registry.pools().fill("us-east-1", Plan.PACKED);
  }

  private PoolRecord pool() {
    return registry.pools().list().getFirst();
  }

  private HostRecord host(String id) {
    return registry.hosts().find(id).orElseThrow();
  }

  private void ready(String host) {
    claim("launch-" + host, host);
    registry.hosts().numberInstance(host, 1, "launch-" + host);
    settle("launch-" + host, host, "i-" + host);
  }

  private String stopped() {
    String host = fill().getFirst();
    ready(host);
    assertThat(registry.pools().stop(host)).contains("i-" + host);
    registry.pools().checked(host);
    return host;
  }
}
