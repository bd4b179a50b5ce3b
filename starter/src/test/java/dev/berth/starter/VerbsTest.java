package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of an operation that is held, and what he may do about it. */
class VerbsTest {
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
  void aHeldOperationSaysWhyAndWhichVerbsHelp() throws Exception {
    String id = held("held");

    JsonNode operation = operation(id);
    assertThat(operation.get("state").asText()).isEqualTo("held");
    assertThat(operation.at("/progress/held/reason").asText()).isEqualTo("denied");
    JsonNode why = starter.get("/v1/operations/" + id + "/why").json();
    assertThat(why.get("why").asText())
        .contains("held/development is held in step place")
        .contains("AccessDenied: no policy");
    assertThat(why.get("verbs")).hasToString("[\"retry\",\"abort\",\"cancel\"]");
    assertThat(starter.get("/v1/cores/held/development/why").json().get("why"))
        .isEqualTo(why.get("why"));
  }

  @Test
  void everyViewSaysTheSameOfWhatIsHeldRunsAndHasNoRunAnyMore() throws Exception {
    String id = held("held");
    starter.registry().place(id, "held");
    String running = UUID.randomUUID().toString();
    starter.registry().place(running, "running");
    starter.registry().place(UUID.randomUUID().toString(), "terminated");

    starter.visibility().showOpen("core/held/development", id, "held");
    starter.visibility().showOpen("core/running/development", running, "running");

    JsonNode operations = starter.get("/v1/operations").json().get("operations");
    assertThat(operations.findValuesAsText("customer"))
        .containsExactly("terminated", "running", "held");
    assertThat(operations.findValuesAsText("state")).containsExactly("left", "running", "held");
    assertThat(operations.get(0).get("reason").asText()).isEqualTo("terminated");
    JsonNode cores = starter.get("/v1/cores").json().get("cores");
    assertThat(cores.findValuesAsText("customer")).containsExactly("held", "running", "terminated");
    assertThat(cores.findValuesAsText("state")).containsExactly("deploying", "deploying", "absent");
    assertThat(cores.findValuesAsText("operationState")).containsExactly("held", "running", "left");
    for (int core : List.of(0, 2)) {
      String customer = cores.get(core).get("customer").asText();
      JsonNode shown = starter.get("/v1/cores/" + customer + "/development").json();
      assertThat(shown.get("core")).isEqualTo(cores.get(core));
      assertThat(shown.at("/operation/state").asText())
          .isEqualTo(cores.get(core).get("operationState").asText());
    }
  }

  @Test
  void theRunsCurrentDetailsHaveTheSameSentence() throws Exception {
    String id = held("held");

    assertThat(starter.currentDetails("core/held/development"))
        .contains(starter.get("/v1/operations/" + id + "/why").json().get("why").asText());
  }

  @ParameterizedTest
  @CsvSource({"held,abort,unwound", "held,cancel,unwound", "skippable,skip,ready"})
  void aVerbIsTakenAndCarriedOut(String customer, String verb, String end) throws Exception {
    String id = held(customer);

    Answer taken = starter.tell("/v1/operations/" + id + "/" + verb, "{\"reason\": \"test\"}");

    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    starter.until(
        () -> starter.get("/v1/cores/%s/development".formatted(customer)),
        core -> core.at("/operation/state").asText().equals(end));
  }

  @Test
  void aCancelIsNoFailureInTemporal() throws Exception {
    String id = held("held");

    starter.tell("/v1/operations/" + id + "/cancel", "");

    starter.until(
        () -> starter.get("/v1/cores/held/development"),
        core -> core.at("/operation/state").asText().equals("unwound"));
    assertThat(starter.status("core/held/development"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(starter.get("/v1/cores/held/development/why").json().get("why").asText())
        .startsWith("deploy-core of held/development ended as unwound (cancelled): ");
  }

  @Test
  void aRetryThatFailsIsHeldAgain() throws Exception {
    String id = held("held");
    String since = operation(id).at("/progress/held/since").asText();

    assertThat(starter.tell("/v1/operations/" + id + "/retry", "").status()).isEqualTo(202);

    starter.until(
        () -> starter.get("/v1/cores/held/development"),
        core ->
            core.at("/operation/progress").has("held")
                && !core.at("/operation/progress/held/since").asText().equals(since));
  }

  @Test
  void aVerbThatIsRefusedChangesNothingAndSaysWhy() throws Exception {
    String id = held("held");

    Answer skip = starter.tell("/v1/operations/" + id + "/skip", "");
    Answer other = starter.tell("/v1/operations/" + id + "/retry", "{\"step\": \"database\"}");

    assertThat(skip.status()).isEqualTo(409);
    assertThat(skip.json().get("code").asText()).isEqualTo("not-allowed");
    assertThat(skip.json().get("detail").asText()).contains("later steps need its result");
    assertThat(other.json().get("code").asText()).isEqualTo("other-step");
    assertThat(operation(id).get("state").asText()).isEqualTo("held");
  }

  @Test
  void aSecondCancelIsRefusedOnceTheOperationHasEnded() throws Exception {
    String id = held("held");
    starter.tell("/v1/operations/" + id + "/cancel", "");
    starter.until(
        () -> starter.get("/v1/cores/held/development"),
        core -> core.at("/operation/state").asText().equals("unwound"));

    Answer second = starter.tell("/v1/operations/" + id + "/cancel", "");

    assertThat(second.status()).as(second.text()).isEqualTo(409);
    assertThat(second.json().get("code").asText()).isEqualTo("ended");
  }

  @Test
  void whereNothingIsHeldARetryIsRefused() throws Exception {
    String id = accepted("held");
    String other = accepted("skippable");
    starter.until(() -> starter.get("/v1/operations/" + other), o -> o.at("/progress").has("held"));
    starter.tell("/v1/operations/" + other + "/skip", "");

    assertThat(starter.tell("/v1/operations/" + other + "/retry", "").status()).isEqualTo(409);
    assertThat(id).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/kick", "/RETRY", "/cancel%0a"})
  void anotherVerbIsBadInput(String verb) throws Exception {
    String id = held("held");

    assertThat(starter.tell("/v1/operations/" + id + verb, "").status()).isIn(400, 404);
    assertThat(operation(id).get("state").asText()).isEqualTo("held");
  }

  @Test
  void anOperationThatNobodyKnowsIsNotFound() throws Exception {
    assertThat(starter.tell("/v1/operations/" + UUID.randomUUID() + "/cancel", "").status())
        .isEqualTo(404);
  }

  @Test
  void withoutAWorkerAVerbIsNotTakenAndMayBeGivenAgain() throws Exception {
    String id = held("held");
    starter.withoutWorker();

    Answer answer = starter.tell("/v1/operations/" + id + "/retry", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("retry-after");
  }

  @Test
  void whyNamesTheFailureOfACallThatIsRetried() throws Exception {
    accepted("stumbling");
    starter.until(
        () -> starter.get("/v1/cores/stumbling/development"),
        core -> core.at("/operation/progress/activity").has("lastFailure"));

    JsonNode why = starter.get("/v1/cores/stumbling/development/why").json();

    assertThat(why.get("why").asText())
        .containsPattern("PlaceCore failed (once|\\d+ times), last with")
        .contains("the registry is away");
    assertThat(why.get("lastFailure").asText()).isEqualTo("the registry is away");
    assertThat(why.get("verbs")).hasToString("[\"cancel\"]");
  }

  private String held(String customer) throws Exception {
    String id = accepted(customer);
    starter.until(
        () -> starter.get("/v1/cores/%s/development".formatted(customer)),
        core -> core.at("/operation/progress").has("held"));
    starter.visibility().showLate("core/%s/development".formatted(customer), id);
    return id;
  }

  private JsonNode operation(String id) throws Exception {
    return starter.get("/v1/operations/" + id).json();
  }

  private String accepted(String customer) throws Exception {
    Answer answer = starter.put("/v1/cores/%s/development".formatted(customer), "");
    String id = answer.json().at("/operation/id").asText();
    starter.visibility().showLate("core/%s/development".formatted(customer), id);
    return id;
  }
}
