package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.Placement;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.LossStore.LostCore;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostUnknown;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTest extends OnRegistry {
  private static final Actor SWEEP = new Actor(new Requester("sweep", "request-1"), "op-sweep");

  @Test
  void aLostHostTakesItsReadyCoresWithItAndTheLogSaysSo() {
    String host = ready("op1", "acme").hostId();
    ready("op2", "other");

    assertThat(registry.losses().lose(host, "i-1", SWEEP).orElseThrow())
        .containsExactlyInAnyOrder(
            new LostCore("c-acme", "acme", "development"),
            new LostCore("c-other", "other", "development"));

    assertThat(registry.hosts().find(host).orElseThrow().state()).isEqualTo(HostState.LOST);
    assertThat(registry.hosts().list()).isEmpty();
    assertThat(core("acme"))
        .extracting(CoreRecord::state, CoreRecord::hostId, CoreRecord::url)
        .containsExactly(CoreState.LOST, null, "http://c-acme");
    assertThat(registry.events().of("host/" + host).getLast())
        .extracting(Event::type, Event::actor, Event::operationId, Event::reason)
        .containsExactly(EventType.HOST_LOST, "sweep", "op-sweep", "instance i-1 is gone");
    assertThat(registry.events().of("core/c-other").getLast())
        .extracting(Event::type, Event::reason)
        .containsExactly(EventType.CORE_LOST, "with host " + host + ": instance i-1 is gone");
  }

  @Test
  void theSecondTimeIsHarmless() {
    String host = ready("op1", "acme").hostId();
    registry.losses().lose(host, "i-1", SWEEP);
    List<Event> before = registry.events().after(0, 100);

    assertThat(registry.losses().lose(host, "i-1", SWEEP)).isEmpty();

    assertThat(registry.events().after(0, 100)).isEqualTo(before);
  }

  @Test
  void aHostThatAnotherInstanceEmbodiesIsNotLost() {
    String host = ready("op1", "acme").hostId();

    assertThat(registry.losses().lose(host, "i-0", SWEEP)).isEmpty();

    assertThat(registry.hosts().find(host).orElseThrow().state()).isEqualTo(HostState.READY);
    assertThat(core("acme").state()).isEqualTo(CoreState.READY);
  }

  @Test
  void aHostThatIsNotReadyOrNotKnownIsNotLost() {
    String launching = place("op1", "acme").hostId();

    assertThat(registry.losses().lose(launching, "i-1", SWEEP)).isEmpty();
    assertThat(registry.losses().lose("h-unknown", "i-1", SWEEP)).isEmpty();

    assertThat(registry.hosts().find(launching).orElseThrow().state())
        .isEqualTo(HostState.LAUNCHING);
  }

  @Test
  void aCoreThatIsBeingDeployedThereKeepsItsSlotUntilItHearsOfIt() {
    String host = ready("op1", "acme").hostId();
    place("op2", "late");

    assertThat(registry.losses().lose(host, "i-1", SWEEP).orElseThrow())
        .extracting(LostCore::customer)
        .containsExactly("acme");

    assertThat(core("late"))
        .extracting(CoreRecord::state, CoreRecord::hostId)
        .containsExactly(CoreState.DEPLOYING, host);
  }

  @Test
  void slotsOfTheLostAndQuarantinedOnesEndWithTheirConnections() {
    String host = ready("op1", "acme").hostId();
    place("op2", "bad");
    registry.placements().quarantine("op2");

    registry.losses().lose(host, "i-1", SWEEP);

    assertThat(registry.placements().occupied(List.of(host))).isEmpty();
    assertThat(registry.databaseServers().find("main").orElseThrow().connectionsReserved())
        .isZero();
  }

  @Test
  void thePreviousSlotOfACoreThatWasLostElsewhereIsNotThisLossesToFree() throws SQLException {
    String host = ready("op1", "acme").hostId();
    ready("op2", "moved");
    sql("UPDATE placements SET role = 'previous' WHERE core_id = 'c-moved'");
    sql(
        "UPDATE cores SET state = 'lost', lost_at = now(), database_server = 'main' WHERE id = 'c-moved'");

    registry.losses().lose(host, "i-1", SWEEP);

    assertThat(slots("acme")).isEmpty();
    assertThat(slots("moved")).containsExactly("previous held");
  }

  @Test
  void aLostCoreIsPlacedAgainOnAnotherHostAndItsSecretsAreNeededUntilThen() {
    Placement lost = ready("op1", "acme");
    registry.losses().lose(lost.hostId(), "i-1", SWEEP);
    assertThat(registry.cores().neededSecrets().get("c-acme").exclude(lost.generation())).isFalse();

    Placement next = place("op3", "acme");

    assertThat(next.hostId()).isNotEqualTo(lost.hostId());
    assertThat(next.generation()).isEqualTo(lost.generation() + 1);
    assertThat(next.databaseServer()).isEqualTo("main");
  }

  /** A core that is ready on a ready host. */
  private Placement ready(String operation, String customer) {
    Placement slot = place(operation, customer);
    claim("launch-" + slot.hostId(), slot.hostId());
    settle("launch-" + slot.hostId(), slot.hostId());
    register(operation, slot);
    return slot;
  }

  private CoreRecord core(String customer) {
    return registry.cores().find(customer, "development").orElseThrow();
  }

  @Test
  void aHostThatARestoredRegistryForgotIsGivenUpAlreadyAndElseNamed() {
    registry.hosts().giveUp("h-forgotten", "op1");
    registry.replacements().giveUp("h-forgotten", "op1");
    registry.replacements().settle("h-forgotten", "op1", "{}");

    assertThatThrownBy(() -> registry.hosts().settle("h-forgotten", "op1", null, "{}"))
        .isInstanceOf(HostUnknown.class)
        .hasMessage("host h-forgotten is not in the registry");
  }
}
