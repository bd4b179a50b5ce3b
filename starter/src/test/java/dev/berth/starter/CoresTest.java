package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
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
  void aCoreThatIsAskedForIsAcceptedAndItsOperationCanBeFollowed() throws Exception {
    Answer answer =
        starter.put(
            "/v1/cores/acme/production", "", "X-Request-Id", "r-1", "X-Requester", "signup");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode operation = answer.json().get("operation");
    assertThat(answer.headers())
        .containsEntry("location", "/v1/operations/" + operation.get("id").asText())
        .containsEntry("x-request-id", "r-1");
    System.out.println(answer.json().toPrettyString());
    System.out.println(starter.get("/v1/cores/acme/production").json().toPrettyString());
    System.out.println(
        starter
            .put("/v1/cores/acme;rm%20-rf/production", "{\"regoin\":1}")
            .json()
            .toPrettyString());
    System.out.println(
        starter
            .put("/v1/cores/acme;rm%20-rf/productionX", "{\"region\":\"x\", \"version\":\"$(x)\"}")
            .json()
            .toPrettyString());
    System.out.println(starter.put("/v1/cores/acme/production", "{\"regi").json().toPrettyString());
    System.out.println(
        starter
            .put("/v1/cores/acme/production", "{\"region\":\"" + "x".repeat(20000) + "\"}")
            .json()
            .toPrettyString());
    System.out.println(starter.get("/v1/nothing").json().toPrettyString());
    System.out.println(starter.get("/v1/operations?limit=0").json().toPrettyString());
    System.out.println(starter.get("/v1/events").json().toPrettyString());
    System.out.println(starter.get("/v1/hosts").json().toPrettyString());
    System.out.println(starter.get("/v1/cores").json().toPrettyString());
    System.out.println(starter.get("/v1/operations").json().toPrettyString());
    System.out.println(starter.get("/v1/operations/x").json().toPrettyString());
    System.out.println(starter.get("/health").text());
    System.out.println(starter.get("/health/liveness").text());
    System.out.println(starter.get("/health/readiness").text());
    System.out.println(starter.get("/openapi.yml").text().substring(0, 100));
  }
}
