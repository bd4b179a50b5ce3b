package dev.berth.activities.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.activities.OnDatabaseServer;
import dev.berth.activities.core.DatabasesActivities;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sweep's second look says about a database that the first one found. */
class DropDatabaseTest extends OnDatabaseServer {
  private Deployment core;

  /** The drop of its unwinding never came. */
  @BeforeEach
  void aDatabaseThatAnUnwoundDeploymentLeft() {
    core = place("op-1");
    new DatabasesActivities(context).create(core);
    registry.placements().release("op-1");
    unwound("op-1");
  }

  @Test
  void itIsDroppedWithItsRoleAndTheSecondTimeIsHarmless() {
    assertThat(drop()).isEqualTo("dropped");
    assertThat(traces()).isEmpty();
    assertThat(drop()).startsWith("left");
  }

  @Test
  void itStaysWhenTheCoreWasReadyOnce() {
    registry("UPDATE cores SET ready_at = now()");

    stays();
  }

  @Test
  void itStaysWhenTheCoreIsOnItsWayAgain() {
    place("op-2");

    stays();
  }

  @Test
  void itStaysWhileSomethingMayStillRunInASlotOfTheCore() {
    place("op-2");
    registry.placements().quarantine("op-2");
    unwound("op-2");

    stays();
  }

  @Test
  void itStaysWhileAnOperationOnTheCoreRuns() {
    place("op-2");
    registry.placements().release("op-2");

    stays();
  }

  @Test
  void itStaysWhenAnOperationThatTheRegistryDoesNotKnowAdoptedIt() {
    server("COMMENT ON ROLE %s IS 'op-1 op-after-the-backup'".formatted(coreId));

    stays();
  }

  @Test
  void itStaysWhenItsOperationDidNotUnwindAndMayHaveBeenReady() {
    registry("UPDATE operations SET state = 'left', receipt = NULL");

    stays();
  }

  @Test
  void itStaysWhenItsOperationWasOnAnotherCore() {
    registry("UPDATE operations SET customer = 'globex'");

    stays();
  }

  @Test
  void itStaysWithoutACommentAndWhenAnotherRoleOwnsIt() {
    server("ALTER DATABASE %s OWNER TO CURRENT_USER".formatted(coreId));
    stays();
    server("ALTER DATABASE %1$s OWNER TO %1$s".formatted(coreId));
    server("COMMENT ON ROLE %s IS NULL".formatted(coreId));
    stays();
  }

  @Test
  void itStaysWhenTheRegistryDoesNotKnowTheCore() {
    registry("DELETE FROM cores");

    stays();
  }

  @Test
  void nothingIsDroppedInAFrozenRegion() {
    Actor operator = new Actor(new Requester("ops", null), null);
    registry.freezes().freeze(REGION, operator, "a test");

    assertThat(catchThrowableOfType(ApplicationFailure.class, this::drop).getType())
        .isEqualTo(FailureType.FROZEN.word());
    assertThat(traces()).containsExactly("role", "database");
  }

  @Test
  void aServerThatIsAwayIsSaidAndFailsNoPass() {
    registry("UPDATE database_servers SET port = 1");

    assertThat(drop()).startsWith("left: database server main: ");
  }

  private void unwound(String operation) {
    registry
        .operations()
        .close(operation, OperationState.UNWOUND, FailureType.SCRIPT_FAILED, "a test", "{}");
  }

  private void stays() {
    assertThat(drop()).startsWith("left: it is needed");
    assertThat(traces()).containsExactly("role", "database");
  }

  private String drop() {
    SweepRequest request =
        new SweepRequest(REGION, false, Duration.ZERO, null, null, new Requester("test", null));
    Finding finding = Finding.of(Kind.DATABASE, "database main " + coreId, "a test");
    return new SweepsActivities(context, null, null, null).act(request, finding, "sweep").outcome();
  }
}
