package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.UnwindRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CoresTest {
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void aCoreThatIsAskedForIsAcceptedAndShowsWhereItIsBeforeItIsPlaced() throws Exception {
    Answer accepted =
        starter.put(
            "/v1/cores/acme/production", "", "X-Request-Id", "r-1", "X-Requester", "signup");

    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String id = accepted.json().at("/operation/id").asText();
    assertThat(accepted.headers())
        .containsEntry("location", "/v1/operations/" + id)
        .containsEntry("x-request-id", "r-1");
    JsonNode shown = starter.get("/v1/cores/acme/production").json();
    assertThat(shown.get("core"))
        .hasToString(
            """
            {"customer":"acme","environment":"production","region":"us-east-1","plan":"dedicated",\
            "state":"deploying","generation":0,"operationState":"running"}""");
    assertThat(shown.at("/operation/id").asText()).isEqualTo(id);
    assertThat(shown.at("/operation/requester").asText()).isEqualTo("caller/signup");
    assertThat(shown.at("/operation/requestId").asText()).isEqualTo("r-1");
    assertThat(shown.at("/operation/progress"))
        .hasToString(
            """
            {"workerAnswers":true,"step":"launch","index":2,"of":8,"since":"2026-11-23T10:00:01Z",\
            "finished":[{"step":"place","millis":120,"waitedForAws":false}],\
            "why":"acme/production waits for its host"}""");
    assertThat(shown.at("/operation/temporal/ui").asText())
        .isEqualTo(
            "http://ui.test/namespaces/default/workflows/core%2Facme%2Fproduction/"
                + id
                + "/timeline");
  }

  @Test
  void theSameRequestJoinsTheOperationUnderWay() throws Exception {
    Answer first = starter.put("/v1/cores/twice/development", "");

    Answer second =
        starter.put("/v1/cores/twice/development", "{\"plan\":\"packed\"}", "X-Requester", "other");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json().at("/operation/id")).isEqualTo(first.json().at("/operation/id"));
    assertThat(second.headers().get("location")).isEqualTo(first.headers().get("location"));
  }

  @Test
  void aRunThatAnotherComponentStartedIsJoinedByTheSameRequest() throws Exception {
    CoreKey key = new CoreKey("again", "development");
    Requester sweep = new Requester("sweep", null);
    String id = starter.start(new DeployRequest(key, "us-east-1", Plan.PACKED, null, sweep));

    Answer same = starter.put("/v1/cores/again/development", "");
    Answer other = starter.put("/v1/cores/again/development", "{\"region\":\"eu-west-1\"}");

    assertThat(same.status()).as(same.text()).isEqualTo(202);
    assertThat(same.json().at("/operation/id").asText()).isEqualTo(id);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text()).contains(id);
  }

  @Test
  void anotherKindOfOperationOnTheCoreIsAConflictThatNamesIt() throws Exception {
    CoreKey key = new CoreKey("leaving", "development");
    Requester sweep = new Requester("sweep", null);
    DeployRequest deploy = new DeployRequest(key, "us-east-1", Plan.PACKED, null, sweep);
    String id = starter.start(new UnwindRequest(deploy, "00000000-0000-0000-0000-000000000001"));

    Answer answer = starter.put("/v1/cores/leaving/development", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.json().get("code").asText()).isEqualTo("operation-runs");
    assertThat(answer.json().get("detail").asText()).contains(id, "unwind-core");
  }

  @Test
  void aDifferentRequestWhileOneRunsIsAConflict() throws Exception {
    starter.put("/v1/cores/changing/development", "");

    Answer other = starter.put("/v1/cores/changing/development", "{\"version\":\"10.2\"}");

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(other.json().get("code").asText()).isEqualTo("different-request-runs");
    assertThat(other.json().get("detail").asText()).contains("changing/development", "under way");
  }

  @Test
  void aRunThatUnwindsCannotBeJoined() throws Exception {
    starter.put("/v1/cores/unwinding/development", "");
    starter.until(
        () -> starter.get("/v1/cores/unwinding/development"),
        core -> core.at("/operation/state").asText().equals("unwinding"));

    Answer again = starter.put("/v1/cores/unwinding/development", "");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("code").asText()).isEqualTo("unwinding");
  }

  @Test
  void aRunThatIsParkedHasNotEnded() throws Exception {
    starter.put("/v1/cores/held/development", "");
    starter.until(
        () -> starter.get("/v1/cores/held/development"),
        core -> core.at("/operation/state").asText().equals("held"));

    JsonNode shown = starter.get("/v1/cores/held/development?wait=0.1s").json();

    assertThat(shown.at("/core/state").asText()).isEqualTo("deploying");
    assertThat(starter.put("/v1/cores/held/development", "").status()).isEqualTo(202);
  }

  @Test
  void aRunThatFailedBeforePlacingShowsWhy() throws Exception {
    starter.put("/v1/cores/failing/development", "");

    JsonNode failed =
        starter
            .until(
                () -> starter.get("/v1/cores/failing/development"),
                core -> core.at("/core/state").asText().equals("absent"))
            .json();

    assertThat(failed.at("/operation/state").asText()).isEqualTo("unwound");
    assertThat(failed.at("/operation/reason").asText()).isEqualTo("invalid");
    assertThat(failed.at("/operation/message").asText()).isEqualTo("no such image");
  }

  @Test
  void aReadyCoreIsTheAnswerAndNothingIsStarted() throws Exception {
    starter.registry().deploy("op-ready", "ready");

    for (String same : new String[] {"", "{}", "{\"version\":\"10.1\",\"region\":\"us-east-1\"}"}) {
      Answer answer = starter.put("/v1/cores/ready/development", same);

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().at("/core/url").asText()).isEqualTo("http://c-ready.test");
      assertThat(answer.json().has("operation")).isFalse();
    }
    assertThat(starter.bean(LiveRuns.class).newest("core/ready/development")).isEmpty();
    assertThat(starter.get("/v1/cores/ready/development").json().at("/operation/id").asText())
        .isEqualTo("op-ready");
  }

  @Test
  void changingAReadyCoreIsRefused() throws Exception {
    starter.registry().deploy("op-fixed", "fixed");

    for (String different :
        new String[] {
          "{\"version\":\"10.2\"}", "{\"plan\":\"dedicated\"}", "{\"region\":\"eu-west-1\"}"
        }) {
      Answer answer = starter.put("/v1/cores/fixed/development", different);

      assertThat(answer.status()).as(different).isEqualTo(409);
      assertThat(answer.json().get("code").asText()).isEqualTo("core-differs");
      assertThat(answer.json().get("detail").asText()).contains("not offered yet");
    }
  }

  @Test
  void coresThatAreThereOrOnTheirWayAreListed() throws Exception {
    starter.registry().place("op-listed", "listed");
    starter.visibility().showOpen("core/listed/development", "op-listed", "running");

    assertThat(starter.get("/v1/cores").json().get("cores"))
        .anySatisfy(
            core -> {
              assertThat(core.get("customer").asText()).isEqualTo("listed");
              assertThat(core.get("state").asText()).isEqualTo("deploying");
              assertThat(core.get("slot").isInt()).isTrue();
            });
  }

  @Test
  void aCoreThatNobodyAskedForIsNotFound() throws Exception {
    Answer answer = starter.get("/v1/cores/nobody/development");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("code").asText()).isEqualTo("no-such-core");
  }
}
