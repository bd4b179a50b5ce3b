package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsProgramTest {

  private static final String GET =
      "aws ssm get-parameter --name '/berth/a \"b\"' --with-decryption"
          + " --query Parameter.Value --output text";

  @TempDir Path folder;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "";
  private HttpServer ssm;
  private TestMachine machine;

  @BeforeEach
  void start() throws Exception {
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    ssm.start();
    URI endpoint = URI.create("http://127.0.0.1:" + ssm.getAddress().getPort());
    machine = TestMachine.on(folder, Software.STOCK, Map.of(), endpoint);
  }

  @AfterEach
  void stop() {
    machine.close();
    ssm.stop(0);
  }

  @Test
  void aSecretIsReadWithTheHostsIdentityInItsRegion() throws Exception {
    answer = "{\"Parameter\":{\"Name\":\"x\",\"Value\":\"{\\\"key\\\":\\\"s3cret\\\"}\"}}";

    assertThat(machine.run(GET)).isEqualTo(new Outcome(0, "{\"key\":\"s3cret\"}\n", "", false));

    assertThat(seen.get(0)).isEqualTo("AmazonSSM.GetParameter");
    assertThat(seen.get(1))
        .contains("Credential=" + machine.spec.instanceId())
        .contains("/eu-west-1/ssm/aws4_request");
    assertThat(seen.get(2)).isEqualTo(machine.spec.awsToken());
    assertThat(seen.get(3)).isEqualTo("{\"Name\":\"/berth/a \\\"b\\\"\",\"WithDecryption\":true}");
  }

  @Test
  void anotherRegionMayBeAsked() throws Exception {
    answer = "{\"Parameter\":{\"Value\":\"v\"}}";

    assertThat(machine.run(GET + " --region us-east-1").stdout()).isEqualTo("v\n");

    assertThat(seen.get(1)).contains("/us-east-1/ssm/");
  }

  @Test
  void anErrorOfTheServiceIsExitCode254() throws Exception {
    status = 400;
    answer = "{\"__type\":\"com.amazon#ParameterNotFound\",\"message\":\"no such parameter\"}";

    assertThat(machine.run(GET))
        .isEqualTo(
            new Outcome(
                254,
                "",
                "\nAn error occurred (ParameterNotFound) when calling the GetParameter operation:"
                    + " no such parameter\n",
                false));
  }

  @Test
  void otherCommandsAreRefused() throws Exception {
    for (String other :
        List.of("aws", "aws s3 ls", GET + " --debug", GET.replace("text", "json"))) {
      assertThat(machine.run(other))
          .returns(252, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("aws ssm get-parameter --name NAME");
    }
  }

  @Test
  void anUnreachableEndpointIsExitCode255() throws Exception {
    ssm.stop(0);

    assertThat(machine.run(GET))
        .returns(255, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("Could not connect to the endpoint URL");
  }
}
