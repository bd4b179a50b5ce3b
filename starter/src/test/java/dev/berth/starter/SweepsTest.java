package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.model.Plan;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.Sweep;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sweep by hand, through HTTP. */
class SweepsTest {
  private TestStarter starter;

  /** Tells how it was asked. */
  public static class Telling implements Sweep {
    @Override
    public SweepReport sweep(SweepRequest request) {
      Finding finding =
          Finding.of(Kind.ORPHAN, "orphan i-1", "instance i-1 embodies no host")
              .onHost("h1", Plan.PACKED, "i-1", "op-1")
              .with("min age " + request.minAge() + ", limit " + request.limit());
      return new SweepReport(
          request.region(), request.dryRun(), 4, 3, List.of(finding), 0, null, null);
    }
  }

  @BeforeEach
  void aStarterWithAWorker() {
    starter = TestStarter.start();
    starter
        .temporal()
        .newWorker(TaskQueues.CALLS)
        .registerWorkflowImplementationTypes(Telling.class);
    starter.temporal().start();
  }

  @AfterEach
  void end() {
    starter.close();
  }

  @Test
  void whoAsksForNothingGetsADryRunOfTheDefaultRegion() throws Exception {
    JsonNode report = ask("default", "").at("/report");

    assertThat(report.at("/region").asText()).isEqualTo("us-east-1");
    assertThat(report.at("/dryRun").asBoolean()).isTrue();
    assertThat(report.at("/findings/0/kind").asText()).isEqualTo("orphan");
    assertThat(report.at("/findings/0/outcome").asText()).isEqualTo("min age PT2M, limit null");
  }

  @Test
  void whoSaysSoGetsMoreThanADryRun() throws Exception {
    JsonNode report = ask("eu-west-1", "{\"dryRun\": false, \"limit\": 9}").at("/report");

    assertThat(report.at("/region").asText()).isEqualTo("eu-west-1");
    assertThat(report.at("/dryRun").asBoolean()).isFalse();
    assertThat(report.at("/findings/0/outcome").asText()).endsWith("limit 9");
  }

  @Test
  void aRegionThatIsNotOursIsRefusedBeforeAnythingStarts() throws Exception {
    JsonNode problem = ask("mars-1", "");

    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/errors/0/message").asText()).contains("us-east-1, eu-west-1");
  }

  private JsonNode ask(String region, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(starter.url() + "/v1/regions/" + region + "/sweep"))
            .header("Authorization", "Bearer " + starter.key())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
