package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.activities.settings.Settings;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.FailureType;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What becomes of the answers that Systems Manager gives. */
class ScriptsTest {
  private static final Host HOST = new Host("host-1", "us-east-1", "i-1", "10.0.0.1");

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final AtomicInteger sent = new AtomicInteger();

  /** How the commands end, one after the other. */
  private final Deque<String> ends = new ArrayDeque<>();

  private HttpServer ssm;
  private AwsClients aws;

  /** Runs a script, as activities do. */
  @ActivityInterface
  public interface Run {
    String run();
  }

  @BeforeEach
  void systemsManager() throws IOException {
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.createContext("/", this::answer);
    ssm.start();
    URI endpoint = URI.create("http://localhost:" + ssm.getAddress().getPort());
    aws =
        new AwsClients(
            UrlConnectionHttpClient.create(),
            client ->
                client
                    .endpointOverride(endpoint)
                    .credentialsProvider(AnonymousCredentialsProvider.create()));
    Settings settings =
        new Settings(
            "test",
            Map.of(),
            Map.of(),
            "core",
            "1",
            new Settings.ImageSettings(
                URI.create("http://localhost"), "docker", List.of(), 1, Duration.ofDays(1)),
            Duration.ofMillis(10),
            1,
            Optional.empty());
    Script script = new Script("look-core", Map.of("CORE", "ca", "GENERATION", "1"));
    temporal.registerActivitiesImplementations(
        (Run) () -> new Scripts(aws, settings).run(HOST, script, "operation-1", 1));
  }

  @AfterEach
  void end() {
    temporal.close();
    aws.close();
    ssm.stop(0);
  }

  @Test
  void aCommandThatNeverStartedOnItsHostIsSentAgain() {
    ends.add(end("Failed", "Failed", -1));
    ends.add(end("Success", "Success", 0));

    fails(FailureType.TRANSIENT, false);

    assertThat(run()).isEqualTo("done");
    assertThat(sent).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "Access Denied"})
  void aCommandThatIsDeniedIsForAnOperatorToCure(String details) {
    ends.add(end("Failed", details, -1));

    fails(FailureType.DENIED, true);
  }

  @ParameterizedTest
  @CsvSource({
    "Delivery Timed Out,  NOT_YET_VISIBLE",
    "DeliveryTimedOut,    NOT_YET_VISIBLE",
    "Execution Timed Out, TRANSIENT"
  })
  void whatWasNotDeliveredSpeaksOfTheAgentAndWhatWasNotAnsweredOfNobody(
      String details, FailureType type) {
    ends.add(end("TimedOut", details, -1));

    fails(type, false);
  }

  @Test
  void aScriptThatSaysNoIsNotRunAgain() {
    ends.add(end("Failed", "Failed", 1));

    fails(FailureType.SCRIPT_FAILED, true);
  }

  private String run() {
    return temporal.newActivityStub(Run.class).run();
  }

  private void fails(FailureType type, boolean definite) {
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            ActivityFailure.class,
            failure -> {
              assertThat(FailureType.of(failure)).isEqualTo(type);
              assertThat(failure.getCause())
                  .extracting(cause -> ((ApplicationFailure) cause).isNonRetryable())
                  .isEqualTo(definite);
            });
    assertThat(sent).hasValue(1);
  }

  private static String end(String status, String details, int responseCode) {
    return """
        {"Status": "%s", "StatusDetails": "%s", "ResponseCode": %d, "StandardOutputContent": "done"}
        """
        .formatted(status, details, responseCode);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          switch (exchange.getRequestHeaders().getFirst("X-Amz-Target")) {
            case "AmazonSSM.SendCommand" -> {
              sent.incrementAndGet();
              yield "{\"Command\": {\"CommandId\": \"command-%s\"}}".formatted(sent);
            }
            case "AmazonSSM.ListCommands" ->
                "{\"Commands\": [{\"CommandId\": \"command-%s\", \"Status\": \"Success\"}]}"
                    .formatted(sent);
            case "AmazonSSM.GetCommandInvocation" -> ends.remove();
            default -> "{}";
          };
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
