package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.PlacementRows.Taken;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.InstanceFacts;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that are cordoned, retired, or move to another instance. */
class ReplacementTest extends OnRegistry {
  private static final Actor OPS = new Actor(new Requester("ops", "request-1"), null);
  private static final InstanceFacts NEXT =
      new InstanceFacts("i-2", "t3.small", "us-east-1b", "ami-1", "address-of-i-2");

  @Test
  void noCoreIsPlacedOnACordonedHostUntilItIsUncordoned() {
    String host = ready("op1", "acme").hostId();

    assertThat(registry.hosts().cordon(host, true, OPS, "noisy").orElseThrow().cordonedAt())
        .isNotNull();
    registry.hosts().cordon(host, true, OPS, "again");
    assertThat(place("op2", "other").hostId()).isNotEqualTo(host);
    registry.hosts().cordon(host, false, OPS, null);
    assertThat(place("op3", "third").hostId()).isEqualTo(host);

    assertThat(registry.events().of("host/" + host))
        .extracting(Event::type, Event::reason)
        .endsWith(
            org.assertj.core.groups.Tuple.tuple(EventType.HOST_CORDONED, "noisy"),
            org.assertj.core.groups.Tuple.tuple(EventType.HOST_UNCORDONED, null));
    assertThat(registry.hosts().cordon("h-unknown", true, OPS, null)).isEmpty();
  }

  @Test
  void whileAHostIsReplacedNobodyIsPlacedOnItAndAfterItSomebodyIs() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);

    assertThat(place("op2", "other").hostId()).isNotEqualTo(host);
    registry.replacements().move(host, "r1", NEXT);
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().settle(host, "r1", "{}");

    assertThat(place("op3", "third").hostId()).isEqualTo(host);
    assertThat(host(host))
        .extracting(HostRecord::state, HostRecord::instanceId, HostRecord::replacedBy)
        .containsExactly(HostState.READY, "i-2", null);
    assertThat(core("acme"))
        .extracting(CoreRecord::state, CoreRecord::address, CoreRecord::url)
        .containsExactly(CoreState.READY, "address-of-i-2:3567", "http://c-acme");
    assertThat(registry.operations().find("r1").orElseThrow().state())
        .isEqualTo(OperationState.READY);
    assertThat(types("host/" + host)).endsWith("host.claimed", "host.moved", "host.replaced");
    assertThat(types("core/c-acme")).endsWith("core.registered", "core.moved");
  }

  @Test
  void askingTwiceChangesNothingMore() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);
    replaces("r1", host);
    List<Taken> first = registry.replacements().move(host, "r1", NEXT).orElseThrow();
    assertThat(registry.replacements().move(host, "r1", NEXT)).contains(first);
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().settle(host, "r1", "{}");
    registry.replacements().settle(host, "r1", "{}");

    assertThat(types("host/" + host)).endsWith("host.claimed", "host.moved", "host.replaced");
    assertThat(types("host/" + host)).containsOnlyOnce("host.moved", "host.replaced");
    assertThat(types("core/c-acme")).containsOnlyOnce("core.moved");
  }

  @Test
  void anAddressThatTheHostHasLeftIsNotGivenToItsCoreByALateAttempt() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);
    registry.replacements().move(host, "r1", NEXT);
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().readdress("c-acme", 1, "address-of-i-1:3567", "r1");
    registry.replacements().settle(host, "r1", "{}");
    registry.replacements().readdress("c-acme", 1, "address-of-i-1:3567", "r1");

    assertThat(core("acme").address()).isEqualTo("address-of-i-2:3567");
  }

  @Test
  void thereIsNothingToReplaceWhereNoSlotIsTakenOrAnotherInstanceIsThere() {
    String launching = place("op1", "acme").hostId();
    assertThat(claimed("r1", launching, null)).isFalse();
    claim("launch", launching);
    settle("launch", launching);
    assertThat(claimed("r2", launching, "i-0")).isFalse();
    assertThat(claimed("r3", launching, "")).isFalse();
    registry.placements().release("op1");
    assertThat(claimed("r4", launching, "i-1")).isFalse();

    assertThat(claimed("r5", "h-unknown", null)).isFalse();
    assertThat(registry.operations().find("r4")).isEmpty();
  }

  /** It ends with the instance, and by nothing else. */
  @Test
  void aQuarantinedSlotIsEnoughToReplaceAnInstance() {
    String host = place("op1", "acme").hostId();
    claim("launch", host);
    settle("launch", host);
    registry.placements().quarantine("op1");

    assertThat(claimed("r1", host, null)).isTrue();
  }

  @Test
  void whateverAnOperationClaimedIsGivenUp() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);

    registry.replacements().giveUp("r2");
    assertThat(host(host).replacedBy()).isEqualTo("r1");
    registry.replacements().giveUp("r1");

    assertThat(host(host).replacedBy()).isNull();
  }

  @Test
  void whatOneOperationBeganAndCouldNotEndGoesOverToTheNext() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);

    assertThat(claimed("r2", host, "")).isTrue();

    assertThat(registry.replacements().move(host, "r1", NEXT)).isEmpty();
    registry.replacements().settle(host, "r1", "{}");
    registry.replacements().giveUp(host, "r1");
    assertThat(host(host))
        .extracting(HostRecord::instanceId, HostRecord::replacedBy)
        .containsExactly("i-1", "r2");
  }

  @Test
  void aReplacementThatIsGivenUpLeavesTheHostAsItWas() {
    String host = ready("op1", "acme").hostId();
    replaces("r1", host);

    registry.replacements().giveUp(host, "r1");

    assertThat(host(host))
        .extracting(HostRecord::state, HostRecord::instanceId, HostRecord::replacedBy)
        .containsExactly(HostState.READY, "i-1", null);
    assertThat(place("op2", "other").hostId()).isEqualTo(host);
  }

  @Test
  void aCoreThatWasStartedOnTheOldInstanceIsNotRegisteredAfterTheMove() {
    String host = ready("op1", "acme").hostId();
    Placement late = place("op2", "late");
    replaces("r1", host);

    assertThat(registry.replacements().move(host, "r1", NEXT).orElseThrow())
        .extracting(taken -> taken.placement().coreId())
        .containsExactly("c-acme");
    assertThat(register("op2", late)).isEmpty();

    assertThat(core("late").state()).isEqualTo(CoreState.DEPLOYING);
  }

  @Test
  void theMoveEndsQuarantinedSlotsAndWhoIsNotStartedAgainIsLost() {
    String host = ready("op1", "acme").hostId();
    ready("op2", "skipped");
    place("op3", "bad");
    registry.placements().quarantine("op3");
    replaces("r1", host);

    registry.replacements().move(host, "r1", NEXT);
    assertThat(registry.placements().occupied(List.of(host))).hasSize(2);
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().settle(host, "r1", "{}");

    assertThat(core("acme").state()).isEqualTo(CoreState.READY);
    assertThat(core("skipped"))
        .extracting(CoreRecord::state, CoreRecord::hostId)
        .containsExactly(CoreState.LOST, null);
    assertThat(registry.placements().occupied(List.of(host)))
        .extracting(slot -> slot.customer() + " " + slot.state().word())
        .containsExactly("acme held", "skipped quarantined");
    assertThat(place("op4", "skipped").generation()).isEqualTo(2);
  }

  @Test
  void onlyCoresThatTheHostServesAreStartedAgain() throws SQLException {
    String host = ready("op1", "acme").hostId();
    placeTwice("acme", "op2", "next", "held");
    ready("op3", "moving");
    sql("UPDATE placements SET role = 'next' WHERE core_id = 'c-moving'");
    replaces("r1", host);

    assertThat(registry.replacements().move(host, "r1", NEXT).orElseThrow())
        .extracting(Taken::operationId)
        .containsExactly("op1");
    registry.replacements().readdress("c-acme", 1, "address-of-i-2:3567", "r1");
    registry.replacements().settle(host, "r1", "{}");

    assertThat(core("acme"))
        .extracting(CoreRecord::state, CoreRecord::address)
        .containsExactly(CoreState.READY, "address-of-i-2:3567");
    assertThat(core("moving").state()).isEqualTo(CoreState.READY);
  }

  @Test
  void aReadyHostGoesWhenItIsSaidAndEmptyAndNotBefore() {
    String host = ready("op1", "acme").hostId();

    assertThat(registry.retirements().claim(retire("t1", host), true)).isFalse();
    assertThat(registry.operations().find("t1")).isEmpty();
    registry.placements().release("op1");
    assertThat(registry.retirements().claim(retire("t2", host), false)).isTrue();
    assertThat(host(host).state()).isEqualTo(HostState.READY);
    assertThat(registry.retirements().claim(retire("t3", host), true)).isTrue();
    assertThat(host(host).state()).isEqualTo(HostState.UNWANTED);
    registry.retirements().settle(host, "t3", List.of("i-1"), "{}");

    assertThat(host(host).state()).isEqualTo(HostState.RETIRED);
  }

  private static dev.berth.registry.operation.Operation retire(String id, String host) {
    return operation(id, OperationKind.RETIRE_HOST, null, host);
  }

  private void replaces(String operation, String host) {
    assertThat(claimed(operation, host, "i-1")).isTrue();
  }

  private boolean claimed(String operation, String host, String instance) {
    return registry
        .replacements()
        .claim(operation(operation, OperationKind.REPLACE_HOST, null, host), instance, "a test")
        .isPresent();
  }

  /** A core that is ready on a ready host. */
  private Placement ready(String operation, String customer) {
    Placement slot = place(operation, customer);
    claim("launch-" + slot.hostId(), slot.hostId());
    settle("launch-" + slot.hostId(), slot.hostId());
    assertThat(register(operation, slot)).isPresent();
    return slot;
  }

  private HostRecord host(String id) {
    return registry.hosts().find(id).orElseThrow();
  }

  private CoreRecord core(String customer) {
    return registry.cores().find(customer, "development").orElseThrow();
  }

  private List<String> types(String subject) {
    return registry.events().of(subject).stream().map(event -> event.type().word()).toList();
  }
}
