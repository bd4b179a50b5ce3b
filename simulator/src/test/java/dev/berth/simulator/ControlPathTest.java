package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class ControlPathTest {

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = new Simulation(directory);
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    simulation.close();
  }

  @Test
  void faultsAreScriptedListedAndClearedFromAnotherProcess() throws Exception {
    HttpResponse<String> added =
        call(
            "POST",
            "faults",
            """
            {"kind":"fail","operation":"RunInstances","times":2,"code":"InternalError","status":500}
            """);

    assertThat(added.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> simulation.launch()).isInstanceOf(Ec2Exception.class);
    assertThat(call("GET", "faults", "").body()).contains("\"kind\":\"fail\"", "\"times\":1");
    assertThat(call("DELETE", "faults", "").body()).isEqualTo("[]");
    simulation.launch();
  }

  @Test
  void everyKindOfFaultCanBeWritten() throws Exception {
    List<Fault> faults =
        Stream.of(
                """
                {"kind":"fail","operation":"*","times":1,"code":"X","status":400,"about":["i-1"]}
                """,
                """
                {"kind":"lose-answer","operation":"SendCommand","times":1}
                """,
                """
                {"kind":"delay","operation":"RunInstances","times":1,"by":"PT2S"}
                """,
                """
                {"kind":"throttle","operation":"*","fraction":0.1,"seed":7,"about":["nothing"]}
                """,
                """
                {"kind":"late-agent","times":1,"by":"PT5M"}
                """,
                """
                {"kind":"dead-agent","times":1}
                """,
                """
                {"kind":"die-while-pending","times":1,"reason":"Server.InternalError"}
                """,
                """
                {"kind":"out-of-capacity","type":"t3.small","zone":"us-east-1a"}
                """,
                """
                {"kind":"silent-agent","instanceId":"i-1"}
                """)
            .map(ControlPathTest::parse)
            .toList();
    for (Fault fault : faults) {
      call("POST", "faults", Json.MAPPER.writerFor(Fault.class).writeValueAsString(fault));
    }

    assertThat(simulation.aws.faults().active())
        .isEqualTo(faults)
        .contains(
            new Fault.Delay("RunInstances", 1, Duration.ofSeconds(2), List.of()),
            new Fault.OutOfCapacity("t3.small", "us-east-1a", 500));
  }

  private static Fault parse(String json) {
    try {
      return Json.MAPPER.readValue(json, Fault.class);
    } catch (IOException notAFault) {
      throw new AssertionError(notAFault);
    }
  }

  @Test
  void whatIsNotAFaultIsRefused() throws Exception {
    assertThat(call("POST", "faults", "{\"kind\":\"earthquake\"}").statusCode()).isEqualTo(400);
    assertThat(call("POST", "faults", "{").statusCode()).isEqualTo(400);
    assertThat(call("POST", "faults", "{\"kind\":\"lose-answer\",\"times\":1}"))
        .returns(400, HttpResponse::statusCode)
        .extracting(HttpResponse::body)
        .asString()
        .contains("operation is missing");
    assertThat(
            call(
                    "POST",
                    "faults",
                    """
                    {"kind":"fail","operation":"RunInstances","code":"InternalError"}
                    """)
                .body())
        .contains("status must be from 400 to 599");
    assertThat(call("GET", "elsewhere", "").statusCode()).isEqualTo(404);
    assertThat(simulation.aws.faults().active()).isEmpty();
  }

  @Test
  void theSnapshotShowsTheAccountWithoutItsSecrets() throws Exception {
    String host = simulation.host();
    simulation.send(host, request -> request.comment("operation 7"), "echo visible");
    simulation.ssm.putParameter(
        r -> r.name("/berth/a").value("s3cret").type(ParameterType.SECURE_STRING));

    AccountSnapshot snapshot =
        Json.MAPPER.readValue(call("GET", "snapshot", "").body(), AccountSnapshot.class);

    assertThat(snapshot.alive())
        .extracting(AccountSnapshot.InstanceEntry::id)
        .containsExactly(host);
    assertThat(snapshot.commands().getFirst().text()).isEqualTo("echo visible\n");
    assertThat(snapshot.commands().getFirst().comment()).isEqualTo("operation 7");
    assertThat(snapshot.parameters().getFirst().name()).isEqualTo("/berth/a");
    assertThat(call("GET", "snapshot", "").body()).doesNotContain("s3cret");
  }

  @Test
  void aRequestThatNobodySignedIsRefused() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(simulation.aws.endpoint())
                .POST(BodyPublishers.ofString("Action=DescribeInstances"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("MissingAuthenticationToken");
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(simulation.aws.endpoint().resolve("/_simulator/" + path))
            .header("X-Amz-Security-Token", simulation.aws.token("operator"))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
