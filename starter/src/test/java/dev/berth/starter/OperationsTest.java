package dev.berth.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.net.URLEncoder;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private TestStarter starter;

  @BeforeEach
  void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void anOperationThatHasNotPlacedYetIsFoundInTemporalEvenWhenItsListsLag() throws Exception {
    String id = accepted("acme");
    starter.visibility().showLate("core/acme/development", id);

    Answer answer = starter.get("/v1/operations/" + id);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("state").asText()).isEqualTo("running");
    assertThat(answer.json().at("/progress/step").asText()).isEqualTo("launch");
  }

  @Test
  void anOperationThatNobodyKnowsIsNotFound() throws Exception {
    Answer answer = starter.get("/v1/operations/" + UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("code").asText()).isEqualTo("no-such-operation");
  }

  @Test
  void anIdThatIsNoneNeverBecomesPartOfAQuery() throws Exception {
    String id = accepted("acme");
    starter.visibility().showLate("core/acme/development", id + "' OR '1' = '1");

    Answer answer = starter.get("/v1/operations/" + URLEncoder.encode(id + "' OR '1' = '1", UTF_8));

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void anOperationThatRunsIsTheRegistrysWithWhereItIsNow() throws Exception {
    String id = accepted("acme");
    starter.registry().place(id, "acme");

    JsonNode operation = starter.get("/v1/operations/" + id).json();

    assertThat(operation.get("requestId").asText()).isEqualTo("r-acme");
    assertThat(operation.at("/progress/step").asText()).isEqualTo("launch");
  }

  @Test
  void anOperationThatFailedKeepsItsReceipt() throws Exception {
    String id = UUID.randomUUID().toString();
    starter.registry().fail(id, "acme");

    JsonNode operation = starter.get("/v1/operations/" + id).json();

    assertThat(operation.get("state").asText()).isEqualTo("left");
    assertThat(operation.get("reason").asText()).isEqualTo("script-failed");
    assertThat(operation.has("progress")).isFalse();
    assertThat(operation.get("receipt"))
        .hasToString(
            """
            {"steps":[{"step":"place","millis":40,"waitedForAws":false}],"undone":["place"],\
            "left":[{"step":"start","why":"the host does not answer"}]}""");
    assertThat(starter.get("/v1/operations?limit=1").json().at("/operations/0/id").asText())
        .isEqualTo(id);
  }

  @Test
  void aRunThatSomebodyTerminatedIsLeftThoughTheRegistryNeverHeard() throws Exception {
    String id = accepted("acme");
    starter.registry().place(id, "acme");
    starter.endFromOutside("core/acme/development");

    JsonNode operation = starter.get("/v1/operations/" + id).json();
    assertThat(operation.get("state").asText()).isEqualTo("left");
    assertThat(operation.get("reason").asText()).isEqualTo("terminated");
    JsonNode core = starter.get("/v1/cores/acme/development").json();
    assertThat(core.at("/core/state").asText()).isEqualTo("absent");
    assertThat(core.at("/operation/id").asText()).isEqualTo(id);
  }

  @Test
  void theUnwindingOfADeploymentThatWasEndedFromOutsideHasItsOwnWord() throws Exception {
    starter.registry().place(accepted("acme"), "acme");
    starter.endFromOutside("core/acme/development");
    starter.withoutWorker();
    starter
        .temporal()
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "UnwindCore",
            WorkflowOptions.newBuilder()
                .setWorkflowId("core/acme/development")
                .setTaskQueue(TaskQueues.CALLS)
                .build())
        .start();

    JsonNode operation = starter.get("/v1/cores/acme/development").json().get("operation");

    assertThat(operation.get("kind").asText()).isEqualTo("unwind-core");
    assertThat(operation.get("state").asText()).isEqualTo("running");
  }

  @Test
  void withoutAWorkerTheCallThatFailsIsShown() throws Exception {
    accepted("stumbling");
    starter.until(
        () -> starter.get("/v1/cores/stumbling/development"),
        core -> core.at("/operation/progress/activity").has("lastFailure"));
    starter.withoutWorker();

    JsonNode core = starter.get("/v1/cores/stumbling/development").json();

    JsonNode progress = core.at("/operation/progress");
    assertThat(core.at("/core/state").asText()).isEqualTo("deploying");
    assertThat(progress.get("workerAnswers").asBoolean()).isFalse();
    assertThat(progress.at("/activity/type").asText()).isEqualTo("PlaceCore");
    assertThat(progress.at("/activity/attempt").asInt()).isGreaterThan(1);
    assertThat(progress.at("/activity/lastFailure").asText()).isEqualTo("the registry is away");
  }

  private String accepted(String customer) throws Exception {
    Answer answer = starter.put("/v1/cores/%s/development".formatted(customer), "");
    return answer.json().at("/operation/id").asText();
  }
}
