package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.CoreKey;
import dev.berth.model.CoreState;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.model.Plan;
import dev.berth.model.SlotState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.CoreStore.Registration;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.Placed;
import dev.berth.registry.event.Event;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest extends OnRegistry {
  @Test
  void sevenSimultaneousSignupsShareOneHost() throws Exception {
    List<Placement> slots = simultaneously(7, i -> place("op" + i, "customer" + i));

    assertThat(slots).extracting(Placement::hostId).containsOnly(slots.getFirst().hostId());
    assertThat(slots).extracting(Placement::slot).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(registry.hosts().list()).singleElement().extracting(HostRecord::used).isEqualTo(7);
  }

  @Test
  void anEighthCoreNeedsASecondHost() {
    IntStream.range(0, 7).forEach(i -> place("op" + i, "customer" + i));

    Placement eighth = place("op7", "customer7");

    assertThat(eighth.slot()).isZero();
    assertThat(registry.hosts().list()).hasSize(2);
  }

  @Test
  void aRegionHasItsOwnHostsOnly() {
    Placement placed = place("op1", "acme");

    assertThat(registry.hosts().in("us-east-1")).containsOnlyKeys(placed.hostId());
    assertThat(registry.hosts().in("eu-west-1")).isEmpty();
  }

  @Test
  void askingTwiceReturnsTheSameSlot() {
    Placement first = place("op1", "acme");

    assertThat(place("op1", "acme")).isEqualTo(first);
    assertThat(registry.hosts().list()).singleElement().extracting(HostRecord::used).isEqualTo(1);
  }

  @Test
  void theFullestHostWithRoomIsTakenFirst() {
    IntStream.range(0, 8).forEach(i -> place("op" + i, "customer" + i));
    HostRecord full = registry.hosts().list().getFirst();
    registry.placements().release("op3");

    Placement next = place("op8", "customer8");

    assertThat(next.hostId()).isEqualTo(full.id());
    assertThat(next.slot()).isEqualTo(3);
  }

  @Test
  void aSlotTwiceIsRefusedByTheDatabaseItself() {
    Placement taken = place("op1", "acme");
    place("op2", "other");

    assertThatThrownBy(
            () ->
                sql(
                    "UPDATE placements SET slot = %d WHERE operation_id = 'op2'"
                        .formatted(taken.slot())))
        .hasMessageContaining("placements_host_id_slot_key");
  }

  @Test
  void aSlotThatTheHostDoesNotHaveIsRefusedByTheDatabaseItself() {
    place("op1", "acme");

    assertThatThrownBy(() -> sql("UPDATE placements SET slot = 7 WHERE operation_id = 'op1'"))
        .hasMessageContaining("check constraint");
    assertThatThrownBy(
            () -> sql("UPDATE placements SET host_slots = 8, slot = 7 WHERE operation_id = 'op1'"))
        .hasMessageContaining("foreign key");
  }

  @Test
  void connectionsBeyondTheBudgetAreRefusedByTheDatabaseItself() {
    place("op1", "acme");

    assertThatThrownBy(
            () -> sql("UPDATE placements SET connections = 101 WHERE operation_id = 'op1'"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void aCoreIsNotPlacedWhenNoServerHasConnectionsLeft() {
    IntStream.range(0, 10).forEach(i -> place("op" + i, "customer" + i));

    assertThat(registry.placements().place(command("op10", "customer10")))
        .isInstanceOf(Placed.NoDatabaseRoom.class);
    registry.placements().release("op4");
    assertThat(place("op10", "customer10").databaseServer()).isEqualTo("main");
    assertThat(registry.databaseServers().find("main").orElseThrow().connectionsReserved())
        .isEqualTo(100);
  }

  @Test
  void aHostThatNobodyNeedsBeforeItSettledIsUnwantedAndNotChosenAgain() {
    Placement only = place("op1", "acme");
    claim("launch1", only.hostId());
    registry.placements().release("op1");

    assertThat(registry.hosts().find(only.hostId()).orElseThrow().state())
        .isEqualTo(HostState.UNWANTED);
    assertThat(place("op2", "acme").hostId()).isNotEqualTo(only.hostId());
  }

  @Test
  void aHostThatNobodyBeganToLaunchIsRetiredWithItsLastSlot() {
    Placement only = place("op1", "acme");
    registry.placements().release("op1");

    assertThat(registry.hosts().find(only.hostId()).orElseThrow().state())
        .isEqualTo(HostState.RETIRED);
    claim("launch1", only.hostId());
    assertThat(settle("launch1", only.hostId())).isFalse();
    assertThat(registry.events().after(0, 100))
        .extracting(event -> event.type().word())
        .containsExactly("core.placed", "core.released", "host.retired");
  }

  @Test
  void aHostThatOthersWaitForOutlivesItsCreator() {
    Placement creator = place("op1", "acme");
    place("op2", "other");
    registry.placements().release("op1");

    assertThat(registry.hosts().find(creator.hostId()).orElseThrow().state())
        .isEqualTo(HostState.LAUNCHING);
  }

  @Test
  void anUnwantedHostCannotBecomeReady() {
    Placement only = place("op1", "acme");
    claim("launch1", only.hostId());
    registry.placements().release("op1");

    assertThat(settle("launch1", only.hostId())).isFalse();
    registry.hosts().giveUp(only.hostId(), "launch1");
    assertThat(registry.hosts().find(only.hostId()).orElseThrow().state())
        .isEqualTo(HostState.RETIRED);
  }

  @Test
  void releasingTwiceIsHarmless() {
    place("op1", "acme");
    registry.placements().release("op1");
    registry.placements().release("op1");

    assertThat(registry.databaseServers().find("main").orElseThrow().connectionsReserved())
        .isZero();
    assertThat(registry.cores().find("acme", "development").orElseThrow().state())
        .isEqualTo(CoreState.ABSENT);
  }

  @Test
  void aQuarantinedSlotIsGivenToNobody() {
    Placement bad = place("op1", "acme");
    place("op2", "other");
    registry.placements().quarantine("op1");

    Placement next = place("op3", "acme");

    assertThat(next.hostId()).isEqualTo(bad.hostId());
    assertThat(next.slot()).isEqualTo(2);
    assertThat(next.generation()).isEqualTo(2);
  }

  @Test
  void slotsThatAreNotFreeAreListedWithTheirCores() {
    String host = place("op1", "acme").hostId();
    place("op2", "other");
    registry.placements().quarantine("op1");

    assertThat(registry.placements().occupied(List.of(host)))
        .containsExactly(
            new OccupiedSlot(host, 0, SlotState.QUARANTINED, "c-acme", "acme", "development"),
            new OccupiedSlot(host, 1, SlotState.HELD, "c-other", "other", "development"));
  }

  @Test
  void theSlotOfARunThatWasEndedFromOutsideGoesToTheNextRun() {
    Placement abandoned = place("op1", "acme");

    Placement next = place("op2", "acme");

    assertThat(next.hostId()).isEqualTo(abandoned.hostId());
    assertThat(next.slot()).isEqualTo(abandoned.slot());
    assertThat(next.generation()).isEqualTo(abandoned.generation() + 1);
    assertThat(registry.operations().find("op1").orElseThrow())
        .extracting(Operation::state, Operation::reason)
        .containsExactly(OperationState.LEFT, "terminated");
  }

  @Test
  void theSlotOfSuchARunIsLeftAloneByARunThatWantsAnotherPlan() {
    Placement abandoned = place("op1", "acme");

    Operation dedicated =
        begin("op2", "core/acme/development", OperationKind.DEPLOY_CORE, Plan.DEDICATED)
            .onCore(new CoreKey("acme", "development"));
    PlaceCommand command = new PlaceCommand(dedicated, "c-acme", 1, 10, "core:1", 256);
    Placement next = ((Placed.Slot) registry.placements().place(command)).placement();

    assertThat(registry.hosts().find(next.hostId()).orElseThrow().plan()).isEqualTo(Plan.DEDICATED);
    assertThat(next.generation()).isEqualTo(abandoned.generation() + 1);
    assertThat(registry.cores().find("c-acme").orElseThrow())
        .extracting(CoreRecord::plan, CoreRecord::hostId)
        .containsExactly(Plan.DEDICATED, next.hostId());
    assertThat(registry.placements().find("op1").orElseThrow().state())
        .isEqualTo(SlotState.QUARANTINED);
    assertThat(registry.events().of("core/c-acme"))
        .extracting(event -> event.type().word())
        .containsExactly("core.placed", "core.quarantined", "core.placed");
  }

  @Test
  void anOperationReleasesTheSlotThatItHoldsAndNotItsNewest() throws SQLException {
    place("op1", "acme");
    placeTwice("acme", "op1", "current", "quarantined");

    registry.placements().release("op1");
    registry.placements().release("op1");

    assertThat(slots("acme")).containsExactly("current quarantined");
  }

  @Test
  void anOperationQuarantinesTheSlotThatItHoldsAndNotItsNewest() throws SQLException {
    place("op1", "acme");
    placeTwice("acme", "op1", "current", "quarantined");

    registry.placements().quarantine("op1");

    assertThat(slots("acme")).containsExactly("current quarantined", "current quarantined");
  }

  @Test
  void onlyTheCurrentSlotOfARunThatWasEndedFromOutsideIsLeft() throws SQLException {
    place("op1", "acme");
    placeTwice("acme", "op2", "next", "held");
    Operation dedicated =
        begin("op3", "core/acme/development", OperationKind.DEPLOY_CORE, Plan.DEDICATED)
            .onCore(new CoreKey("acme", "development"));

    registry.placements().place(new PlaceCommand(dedicated, "c-acme", 1, 10, "core:1", 256));

    assertThat(slots("acme"))
        .containsExactlyInAnyOrder("current quarantined", "next held", "current held");
  }

  @Test
  void aCoreThatIsReadyIsNotPlacedAgain() {
    Placement slot = place("op1", "acme");
    register("op1", slot);

    assertThat(registry.placements().place(command("op2", "acme")))
        .isInstanceOf(Placed.Ready.class);
    assertThat(registry.operations().find("op2").orElseThrow().state())
        .isEqualTo(OperationState.READY);
  }

  @Test
  void registeringTwiceChangesNothingAndALateGenerationIsRefused() {
    Placement slot = place("op1", "acme");
    register("op1", slot);
    List<Event> before = registry.events().after(0, 100);

    assertThat(register("op1", slot)).isPresent();
    assertThat(registry.events().after(0, 100)).isEqualTo(before);
    assertThat(
            registry
                .cores()
                .register("op0", slot.coreId(), slot.generation() - 1, registration(slot), "{}"))
        .isEmpty();
  }

  @Test
  void readyCoresAreFoundByTheAddressOfTheirHost() {
    register("op1", place("op1", "acme"));
    place("op2", "other");

    assertThat(registry.cores().readyAt("address-of-i-1"))
        .extracting(CoreRecord::id)
        .containsExactly("c-acme");
    assertThat(registry.cores().readyAt("address-of-i-")).isEmpty();
  }

  @Test
  void twoCoresCannotBeRegisteredAtOneAddress() {
    Placement slot = place("op1", "acme");
    register("op1", slot);
    Placement other = place("op2", "other");

    assertThatThrownBy(
            () ->
                registry
                    .cores()
                    .register(
                        "op2",
                        other.coreId(),
                        other.generation(),
                        new Registration("http://other", registration(slot).address(), "1", "k"),
                        "{}"))
        .hasMessageContaining("cores_address");
  }

  @Test
  void theEventLogNumbersWithoutGapsInTheOrderOfCommitsAndCannotBeChanged() throws Exception {
    simultaneously(7, i -> place("op" + i, "customer" + i));

    List<Event> events = registry.events().after(0, 100);
    assertThat(events).extracting(Event::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(events).extracting(Event::sequence).containsOnly(1L);
    assertThatThrownBy(() -> sql("DELETE FROM events")).hasMessageContaining("append-only");
    assertThatThrownBy(() -> sql("UPDATE events SET type = 'x'"))
        .hasMessageContaining("append-only");
  }

  @Test
  void aRegistryBelongsToOneInstallation() {
    assertThat(Registry.open(database).installation()).contains("test");
    assertThatThrownBy(() -> Registry.migrate(database, "another"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("belongs to installation 'test'");
  }

  private interface Numbered<T> {
    T at(int number);
  }

  private static <T> List<T> simultaneously(int count, Numbered<T> action) throws Exception {
    CyclicBarrier together = new CyclicBarrier(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        tasks.add(
            () -> {
              together.await();
              return action.at(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
