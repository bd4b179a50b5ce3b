package dev.berth.activities.core;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.berth.activities.OnDatabaseServer;
import dev.berth.activities.attempt.Lease;
import dev.berth.model.FailureType;
import dev.berth.workflows.core.Deployment;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes late, or at the same time, on the database server of a core. */
class DatabasesActivitiesTest extends OnDatabaseServer {
  private DatabasesActivities activities;
  private CoreDatabases databases;

  @BeforeEach
  void activities() {
    activities = new DatabasesActivities(context);
    databases = new CoreDatabases(context);
  }

  @Test
  void aLateCreateOfAnOlderGenerationFailsAndLeavesThePasswordOfTheNewerOne() {
    Deployment first = place("op-1");
    activities.create(first);
    Deployment second = place("op-2");
    activities.create(second);

    fails(() -> activities.create(first), FailureType.SUPERSEDED);

    assertThat(opens(second)).isTrue();
    assertThat(opens(first)).isFalse();
  }

  @Test
  void aCreateAfterTheSlotWasGivenBackMakesNothing() {
    Deployment core = place("op-1");
    registry.placements().release("op-1");

    fails(() -> activities.create(core), FailureType.SUPERSEDED);

    assertThat(traces()).isEmpty();
  }

  @Test
  void aLateDropAfterANewerGenerationWasPlacedDropsNothing() {
    Deployment first = place("op-1");
    activities.create(first);
    place("op-2");

    activities.drop(first);

    assertThat(traces()).containsExactly("role", "database");
  }

  @Test
  void whatALaterOperationAdoptedIsNotDropped() {
    Deployment first = place("op-1");
    activities.create(first);
    Deployment adopter = new Deployment(first.request(), "op-2", first.placement());
    activities.create(adopter);
    activities.create(adopter);

    activities.drop(first);
    activities.drop(adopter);

    assertThat(traces()).containsExactly("role", "database");
    assertThat(databases.roles(SERVER))
        .filteredOn(role -> role.name().equals(coreId))
        .singleElement()
        .satisfies(role -> assertThat(role.operations()).containsExactly("op-1", "op-2"));
  }

  @Test
  void theDatabaseOfACoreThatWasReadyIsNotDropped() {
    Deployment core = place("op-1");
    activities.create(core);
    registry("UPDATE cores SET ready_at = now()");

    activities.drop(core);

    assertThat(traces()).containsExactly("role", "database");
  }

  @Test
  void aCreateWaitsForADropInProgress() throws InterruptedException {
    Deployment core = place("op-1");
    activities.create(core);
    CountDownLatch dropping = new CountDownLatch(1);
    CountDownLatch mayDrop = new CountDownLatch(1);
    CompletableFuture<Void> drop =
        CompletableFuture.runAsync(
            () ->
                databases.alone(
                    SERVER,
                    coreId,
                    admin -> {
                      dropping.countDown();
                      awaitUninterruptibly(mayDrop);
                      CoreDatabases.drop(admin, coreId);
                      return null;
                    }),
            Thread::startVirtualThread);
    dropping.await();
    CompletableFuture<Void> create =
        CompletableFuture.runAsync(() -> activities.create(core), Thread::startVirtualThread);

    await()
        .until(
            () ->
                !server("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .isEmpty());
    mayDrop.countDown();
    drop.join();
    create.join();

    assertThat(traces()).containsExactly("role", "database");
    assertThat(opens(core)).isTrue();
  }

  @Test
  void anAttemptThatHasLostItsLeaseMakesNothing() {
    Deployment core = place("op-1");
    Lease lease = new Lease(Duration.ofSeconds(5), System::nanoTime);
    lease.enter();
    lease.lose();

    try {
      fails(() -> activities.create(core), FailureType.TRANSIENT);
    } finally {
      Lease.leave();
    }

    assertThat(traces()).isEmpty();
  }

  @Test
  void aSessionThatStallsLosesItsLockAndCanDoNothingMore() {
    losesItsLock(
        (stalled, others) -> {
          others.run();
          CoreDatabases.drop(stalled, coreId);
        });
  }

  @Test
  void aSessionThatStallsWithinATransactionLosesItsLockToo() {
    losesItsLock(
        (stalled, others) -> {
          stalled.setAutoCommit(false);
          CoreDatabases.execute(stalled, "CREATE ROLE \"%s\"", coreId);
          others.run();
          stalled.commit();
        });
  }

  private interface Stall {
    /** What the session does, and when others go on meanwhile. */
    void in(Connection stalled, Runnable others) throws SQLException;
  }

  private void losesItsLock(Stall stall) {
    CoreDatabases impatient = new CoreDatabases(context, Duration.ofSeconds(2));
    Deployment core = place("op-1");

    fails(
        () ->
            impatient.alone(
                SERVER,
                coreId,
                stalled -> {
                  stall.in(stalled, () -> activities.create(core));
                  return null;
                }),
        FailureType.TRANSIENT);

    assertThat(opens(core)).isTrue();
  }

  /** On PostgreSQL 14 and older every role may create in the schema public. */
  @Test
  void whatOthersPutIntoTheSchemaPublicIsNotRunByTheAdmin() {
    server(
        """
        CREATE ROLE neighbour;
        GRANT CREATE ON SCHEMA public TO neighbour;
        SET ROLE neighbour;
        CREATE FUNCTION public.likes(name, varchar) RETURNS boolean LANGUAGE plpgsql AS
          'BEGIN ALTER ROLE neighbour SUPERUSER; RETURN true; END';
        CREATE OPERATOR public.~~ (LEFTARG = name, RIGHTARG = varchar, FUNCTION = public.likes);
        RESET ROLE
        """);
    try {
      assertThat(databases.roles(SERVER)).isNotEmpty();
      assertThat(server("SELECT 1 FROM pg_roles WHERE rolname = 'neighbour' AND rolsuper"))
          .isEmpty();
    } finally {
      server("DROP OWNED BY neighbour; DROP ROLE neighbour");
    }
  }

  @Test
  void aServerThatIsNotKnownIsSaid() {
    assertThatThrownBy(() -> databases.roles("none")).hasMessageContaining("none is not known");
  }

  private static void fails(ThrowingCallable call, FailureType type) {
    assertThat(catchThrowableOfType(ApplicationFailure.class, call).getType())
        .isEqualTo(type.word());
  }
}
