package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreKey;
import dev.berth.model.EventType;
import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.event.Event;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cores that are restarted on their hosts. */
class RestartTest {
  private Berth berth;
  private Outside outside;

  @BeforeEach
  void installation() throws IOException {
    berth = Berth.start().withWorker();
    outside = new Outside(berth);
  }

  @AfterEach
  void end() throws IOException {
    berth.close();
  }

  @Test
  void aRestartedCoreAnswersAsBeforeAndTheLogSaysWhy() {
    Core acme = core(berth.deploy("acme", "production"));
    CoreRecord before = berth.registry.cores().find(acme.coreId()).orElseThrow();

    restart("acme").getResult(Void.class);

    outside.answersOnlyToItsKey(acme);
    assertThat(berth.registry.cores().find(acme.coreId())).contains(before);
    assertThat(berth.registry.events().of("core/" + acme.coreId()))
        .last()
        .extracting(Event::type, Event::reason)
        .containsExactly(EventType.CORE_RESTARTED, "slow");
    assertThat(berth.registry.operations().running(Berth.REGION)).isEmpty();
    outside.leftNothingOver();
  }

  @Test
  void aCoreThatIsNotReadyIsNotRestartedAndNothingIsRecorded() {
    WorkflowStub run = restart("nobody");

    assertThatThrownBy(() -> run.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("core nobody/production is not ready");
    assertThat(berth.registry.operations().newest("", 10)).isEmpty();
  }

  @Test
  void inAFrozenRegionItWaitsAndTheSweepClosesOneThatWasTerminated() {
    Core acme = core(berth.deploy("acme", "production"));
    Actor operator = new Actor(new Requester("ops", null), null);
    berth.registry.freezes().freeze(Berth.REGION, operator, "a test");
    WorkflowStub run = restart("acme");
    await().until(() -> run.query("progress", Progress.class).state() == OperationState.FROZEN);

    run.terminate("a test");
    berth.registry.freezes().thaw(Berth.REGION, operator, "it is over");
    SweepReport swept = new Sweeping(berth).twice();

    assertThat(swept.findings())
        .extracting(Finding::kind, Finding::outcome)
        .containsExactly(tuple(Finding.Kind.INTERRUPTED, "closes it"));
    assertThat(berth.registry.operations().newestOf("acme", "production"))
        .hasValueSatisfying(
            closed -> {
              assertThat(closed.kind()).isEqualTo(OperationKind.RESTART_CORE);
              assertThat(closed.state()).isEqualTo(OperationState.UNWOUND);
            });
    outside.answersOnlyToItsKey(acme);
  }

  @Test
  void aCoreWhoseHostIsBeingReplacedIsLeftToTheReplacement() throws SQLException {
    Core acme = core(berth.deploy("acme", "production"));
    try (Connection connection = berth.database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE hosts SET replaced_by = 'operation-9'");
    }

    assertThatThrownBy(() -> restart("acme").getResult(Void.class))
        .hasStackTraceContaining(
            "is being replaced, and operation operation-9 starts its cores again");
    outside.answersOnlyToItsKey(acme);
  }

  private WorkflowStub restart(String customer) {
    CoreKey key = new CoreKey(customer, "production");
    Requester ops = new Requester("ops", null);
    return berth.launch(
        new ReadyCoreRequest(
            OperationKind.RESTART_CORE, key, Berth.REGION, Plan.DEDICATED, "slow", ops));
  }
}
