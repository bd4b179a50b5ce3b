package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.starter.TestStarter.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  @Test
  void withoutTemporalACoreIsNotAcceptedAndTheCallerHearsWhenToAskAgain() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      starter.temporal().close();

      Answer answer = starter.put("/v1/cores/acme/development", "");

      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.headers()).containsEntry("retry-after", "5");
      assertThat(answer.json().get("code").asText()).isEqualTo("temporal-unreachable");
      assertThat(answer.json().get("detail").asText()).contains("safe to ask again");
      assertThat(starter.get("/v1/cores/acme/development").status()).isEqualTo(503);
      assertThat(starter.get("/health/liveness").status()).isEqualTo(200);
      assertThat(starter.get("/health/readiness").status()).isEqualTo(503);
    }
  }

  @Test
  void withoutTemporalTheRegistryStillAnswers() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      String id = UUID.randomUUID().toString();
      starter.registry().place(id, "acme");
      starter.temporal().close();

      Answer core = starter.get("/v1/cores/acme/development");

      assertThat(core.status()).as(core.text()).isEqualTo(200);
      assertThat(core.json().at("/core/state").asText()).isEqualTo("deploying");
      assertThat(core.json().at("/operation/state").asText()).isEqualTo("running");
      assertThat(core.json().at("/operation/progress/workerAnswers").asBoolean(true)).isFalse();
      assertThat(starter.get("/v1/operations/" + id).status()).isEqualTo(200);
    }
  }

  @Test
  void beforeTheTablesAreMadeTheAnswerSaysSo() throws Exception {
    try (TestStarter starter = TestStarter.beforeMigration()) {
      for (String path : new String[] {"/v1/cores", "/v1/hosts", "/v1/operations", "/v1/events"}) {
        Answer answer = starter.get(path);

        assertThat(answer.status()).as(path).isEqualTo(503);
        assertThat(answer.json().get("code").asText()).isEqualTo("registry-unfit");
        assertThat(answer.json().get("detail").asText())
            .isEqualTo("The registry has no tables yet: run 'berth migrate'.");
      }
      assertThat(starter.get("/health/readiness").status()).isEqualTo(503);
    }
  }

  @Test
  void theRegistryOfAnotherInstallationIsNotReady() throws Exception {
    try (TestStarter starter = TestStarter.start(Map.of("berth.installation", "another"))) {
      Answer readiness = starter.get("/health/readiness");

      assertThat(readiness.status()).isEqualTo(503);
      assertThat(readiness.text()).contains("belongs to installation 'test', not to 'another'");
      assertThat(starter.get("/v1/cores").status()).isEqualTo(503);
      assertThat(starter.get("/v1/cores").text()).contains("set berth.installation to 'test'");
    }
  }
}
