package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.OperationState;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.core.CoreRows;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A state changes as its table says, and in no other way. */
class TransitionsTest extends OnRegistry {

  @Test
  void aHostChangesAsItsTableSaysAndInNoOtherWay() throws SQLException {
    for (HostState from : HostState.values()) {
      for (HostState to : HostState.values()) {
        String id = "h-%s-%s".formatted(from.word(), to.word());
        host(id, from);
        boolean changed =
            succeeds(
                tx ->
                    HostRows.transition(
                        tx, HostRows.lock(tx, id).orElseThrow(), to, change(EventType.HOST_FAILED)),
                "host %s is %s and cannot become %s".formatted(id, from.word(), to.word()));

        assertThat(changed).as(id).isEqualTo(HostState.TRANSITIONS.allow(from, to));
        HostRecord host = registry.hosts().find(id).orElseThrow();
        assertThat(host.state()).as(id).isEqualTo(changed ? to : from);
        assertThat(host.settledAt() != null).as(id).isEqualTo(host.state().settled());
        assertThat(registry.events().of("host/" + id)).as(id).hasSize(changed ? 1 : 0);
      }
    }
  }

  @Test
  void aCoreChangesAsItsTableSaysAndInNoOtherWay() throws SQLException {
    for (CoreState from : CoreState.values()) {
      for (CoreState to : CoreState.values()) {
        String id = "c-%s-%s".formatted(from.word(), to.word());
        core(id, from);
        boolean changed =
            succeeds(
                tx ->
                    CoreRows.transition(
                        tx, CoreRows.lock(tx, id).orElseThrow(), to, change(EventType.CORE_LOST)),
                "core %s is %s and cannot become %s".formatted(id, from.word(), to.word()));

        assertThat(changed).as(id).isEqualTo(CoreState.TRANSITIONS.allow(from, to));
        assertThat(registry.cores().find(id).orElseThrow().state())
            .as(id)
            .isEqualTo(changed ? to : from);
        assertThat(registry.events().of("core/" + id)).as(id).hasSize(changed ? 1 : 0);
      }
    }
  }

  @Test
  void aChangeThatWasDecidedOnAnOldStateIsRefused() throws SQLException {
    host("h1", HostState.READY);
    HostRecord old = registry.hosts().find("h1").orElseThrow();
    sql("UPDATE hosts SET state = 'unwanted', settled_at = NULL WHERE id = 'h1'");

    assertThatThrownBy(
            () ->
                registry
                    .database()
                    .run(
                        tx ->
                            HostRows.transition(
                                tx, old, HostState.LOST, change(EventType.HOST_LOST))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("host h1 is not ready any more");
  }

  @Test
  void anOperationEndsOnceAndOnlyInAStateThatIsAnEnd() {
    for (OperationState state : OperationState.values()) {
      String id = "op-" + state.word();
      place(id, "customer-" + state.word());
      if (state.ended()) {
        registry.operations().close(id, state, FailureType.CANCELLED, "m", null);
        registry.operations().close(id, OperationState.LEFT, FailureType.UNKNOWN, "again", null);
        assertThat(registry.operations().find(id).orElseThrow().state()).isEqualTo(state);
      } else {
        assertThatThrownBy(
                () -> registry.operations().close(id, state, FailureType.CANCELLED, "m", null))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("operation %s cannot be closed as %s".formatted(id, state.word()));
        assertThat(registry.operations().find(id).orElseThrow().running()).isTrue();
      }
    }
  }

  private boolean succeeds(Consumer<Transaction> work, String refusal) {
    List<String> refusals = new ArrayList<>();
    try {
      registry.database().run(work);
    } catch (IllegalStateException e) {
      refusals.add(e.getMessage());
    }
    assertThat(refusals).isSubsetOf(refusal);
    return refusals.isEmpty();
  }

  private static Change change(EventType type) {
    return Change.of(type, Actor.BERTH, null);
  }

  private void host(String id, HostState state) throws SQLException {
    sql(
        """
        INSERT INTO hosts (id, region, plan, slots, state, created_by, instance_id, address, standby_id, settled_at)
        VALUES ('%1$s', 'us-east-1', 'packed', 7, '%2$s', 'test', 'i-%1$s', 'at-%1$s', 'i-%1$s', %3$s)
        """
            .formatted(id, state.word(), state.settled() ? "now()" : "NULL"));
  }

  private void core(String id, CoreState state) throws SQLException {
    sql(
        """
        INSERT INTO cores (id, customer, environment, region, plan, state, version, url, address, key_reference,
                           ready_at, lost_at, database_server)
        VALUES ('%1$s', '%1$s', 'development', 'us-east-1', 'packed', '%2$s', '1', '%1$s', '%1$s', 'k',
                now(), now(), 'main')
        """
            .formatted(id, state.word()));
  }
}
