package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restarts, through HTTP. No worker runs: what is started only begins. */
class RestartTest {
  private static final String[] BY = {"X-Requester", "ops", "X-Request-Id", "request-1"};

  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void aReadyCoreIsRestartedByOneOperationHoweverOftenItIsAskedFor() throws Exception {
    starter.registry().deploy("op-1", "acme");

    Answer accepted = starter.tell(path("acme"), "{\"reason\": \"slow\"}", BY);
    Accepted again =
        BerthClient.at(starter.url(), starter.key())
            .onBehalfOf("other")
            .restart("acme", "development", null);

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String id = accepted.json().at("/operation/id").asText();
    assertThat(accepted.headers().get("location")).isEqualTo("/v1/operations/" + id);
    assertThat(accepted.json().at("/operation/kind").asText()).isEqualTo("restart-core");
    assertThat(accepted.json().at("/operation/requester").asText()).isEqualTo("caller/ops");
    assertThat(accepted.json().at("/core/state").asText()).isEqualTo("ready");
    assertThat(again.operation().id()).isEqualTo(id);
  }

  @Test
  void aCoreThatIsNotReadyIsNotRestarted() throws Exception {
    starter.registry().fail("op-2", "bad");

    Answer refused = starter.post(path("bad"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("core-not-ready");
    assertThat(refused.json().path("detail").asText()).contains("bad/development is absent");
  }

  /** The core is not unwound: it is ready as before. */
  @Test
  void aRestartThatFailedIsNamedByWhy() throws Exception {
    starter.registry().deploy("op-5", "slow");
    starter.sql(
        """
        INSERT INTO operations (id, workflow_id, kind, customer, environment, region, plan, requester, state,
                                reason, message, receipt, started_at, finished_at)
        VALUES ('00000000-0000-0000-0000-000000000005', 'core/slow/development', 'restart-core', 'slow',
                'development', 'us-east-1', 'packed', 'ops', 'unwound', 'script-failed', 'the core ended', '{}',
                now() + interval '1 s', now() + interval '2 s')
        """);

    Answer why = starter.get("/v1/cores/slow/development/why");

    assertThat(why.json().path("why").asText())
        .isEqualTo(
            "restart-core of slow/development ended as unwound (script-failed): the core ended.");
  }

  @Test
  void aLostCoreIsSaidToBeLost() throws Exception {
    starter.registry().deploy("op-4", "gone");
    starter.sql(
        "UPDATE cores SET state = 'lost', lost_at = now(), database_server = 'main' WHERE customer = 'gone'");

    Answer refused = starter.post(path("gone"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("gone/development is lost");
  }

  @Test
  void anotherOperationOnTheCoreIsNamed() throws Exception {
    starter.registry().deploy("op-3", "busy");
    CoreKey key = new CoreKey("busy", "development");
    Requester sweep = new Requester("sweep", null);
    DeployRequest deploy = new DeployRequest(key, "us-east-1", Plan.PACKED, null, sweep);
    String id = starter.start(new UnwindRequest(deploy, "op-3"));

    Answer refused = starter.post(path("busy"), BY);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("operation-runs");
    assertThat(refused.json().path("detail").asText()).contains(id, "unwind-core");
  }

  @Test
  void aCoreThatWasNeverRequestedIsNotFoundAndABadReasonIsBadInput() throws Exception {
    assertThat(starter.post(path("nobody"), BY).status()).isEqualTo(404);
    assertThat(starter.tell(path("acme"), "{\"reason\": \"a\\nb\"}").status()).isEqualTo(400);
  }

  private static String path(String customer) {
    return "/v1/cores/%s/development/restart".formatted(customer);
  }
}
