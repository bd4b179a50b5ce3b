package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static dev.berth.worker.deploy.Sweeping.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreState;
import dev.berth.registry.core.CoreRecord;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roles, databases and secrets on the servers of a region, and the cores that need them. */
class SweepDatabasesTest extends Swept {
  private static final String FOREIGN = "cforeignaaaaaa";

  @Test
  void whatLateCallsOfADeploymentLeftAfterItsUnwindingGoesAtTheSecondPass() {
    String coreId = unwound("acme");
    String role = unwound("globex");
    leave(coreId, "acme");
    execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(coreId));
    leave(role, "globex");
    String secret = "/berth/%s/cores/%s/1".formatted(berth.installation, coreId);
    berth.secrets.create(Berth.REGION, secret, Map.of("apiKey", "late"), Map.of());

    SweepReport first = sweep.pass();
    assertThat(List.of(Kind.DATABASE, Kind.ROLE, Kind.SECRET))
        .allSatisfy(kind -> assertThat(outcome(first, kind)).startsWith("waits"));
    assertThat(outcome(sweep.dryRun(), Kind.DATABASE)).isEqualTo("would drop database and role");
    SweepReport second = sweep.pass();

    assertThat(outcome(second, Kind.DATABASE)).isEqualTo("dropped");
    assertThat(outcome(second, Kind.ROLE)).isEqualTo("dropped");
    assertThat(outcome(second, Kind.SECRET)).isEqualTo("deleted");
    outside.leftNothingOver();
    assertThat(sweep.pass().findings()).extracting(Finding::kind).containsExactly(Kind.EMPTY);
  }

  @Test
  void theDatabasesOfCoresThatAreReadyLostOrOnTheirWayStayAndSoDoForeignRoles() {
    Core ready = core(berth.deploy("acme", "development"));
    Core lost = core(berth.deploy("globex", "development"));
    sweep.sql("DELETE FROM placements WHERE core_id = '%s'", lost.coreId());
    sweep.sql(
        "UPDATE cores SET state = 'lost', lost_at = now(), database_server = 'main' WHERE id = '%s'",
        lost.coreId());
    outside.agentsStayAway();
    berth.deploy("initech", "production");
    String deploying = await().until(() -> coreWithRole("initech", "production"), id -> id != null);
    execute("DROP ROLE IF EXISTS " + FOREIGN);
    execute("CREATE ROLE " + FOREIGN);
    List<String> before = roles();

    SweepReport report = sweep.twice();

    assertThat(report.refused()).isNull();
    assertThat(report.findings())
        .extracting(Finding::kind)
        .doesNotContain(Kind.DATABASE, Kind.ROLE);
    assertThat(roles())
        .isEqualTo(before)
        .contains(ready.coreId(), lost.coreId(), deploying, FOREIGN);
    outside.answersOnlyToItsKey(ready);
  }

  @Test
  void aDatabaseServerThatIsAwayDoesNotStopTheSweep() {
    String left = sweep.leftBehind("h1");
    sweep.sql("UPDATE database_servers SET port = 1");

    assertThat(outcome(sweep.twice(), Kind.ORPHAN)).startsWith("retires it");

    await().until(() -> !sweep.alive(left));
  }

  /** The id of a core whose deployment failed and left nothing. */
  private String unwound(String customer) {
    assertThatThrownBy(() -> core(berth.deploy(customer, "development", Berth.BROKEN)))
        .isInstanceOf(WorkflowFailedException.class);
    outside.leftNothingOver();
    CoreRecord core = berth.registry.cores().find(customer, "development").orElseThrow();
    assertThat(core.state()).isEqualTo(CoreState.ABSENT);
    return core.id();
  }

  /** The role that a customer's last operation made. */
  private void leave(String coreId, String customer) {
    String operation =
        berth.registry.operations().newestOf(customer, "development").orElseThrow().id();
    execute("CREATE ROLE \"%s\"".formatted(coreId));
    execute("COMMENT ON ROLE \"%s\" IS '%s'".formatted(coreId, operation));
  }

  private String coreWithRole(String customer, String environment) {
    return berth
        .registry
        .cores()
        .find(customer, environment)
        .map(CoreRecord::id)
        .filter(roles()::contains)
        .orElse(null);
  }

  private static List<String> roles() {
    return Outside.query(
        Servers.postgres().dataSource("postgres"), "SELECT rolname FROM pg_roles ORDER BY rolname");
  }

  private static void execute(String sql) {
    Sweeping.execute(Servers.postgres().dataSource("postgres"), sql);
  }
}
