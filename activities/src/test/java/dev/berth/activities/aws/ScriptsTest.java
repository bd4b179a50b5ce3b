package dev.berth.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.host.Machine;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.operation.Failures;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ec2.model.Instance;

/** How a script's end on its host, as Systems Manager reports it, becomes a failure. */
class ScriptsTest {
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @TempDir Path folder;
  private AwsSimulator account;
  private AwsClients aws;

  /** The exit code of every script on the host. */
  private volatile int exitCode;

  /** Runs a script, as activities do. */
  @ActivityInterface
  public interface Run {
    String run();
  }

  @BeforeEach
  void start() throws IOException {
    account =
        AwsSimulator.start(
            AwsSimulator.Options.of(folder, _ -> new ScriptedMachine()).withScale(1000));
    aws =
        new AwsClients(
            UrlConnectionHttpClient.create(),
            client ->
                client
                    .endpointOverride(account.endpoint())
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsSessionCredentials.create(
                                "anyone", "anything", account.token("anyone")))));
    Host host = host();
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
        (Run) () -> new Scripts(aws, settings).run(host, script, "operation-1", 1));
  }

  /** A host whose agent takes commands. */
  private Host host() {
    Account.Region region = Account.standard().region("us-east-1");
    Instance instance =
        aws.ec2(region.name())
            .runInstances(
                r ->
                    r.imageId(region.stockImage().id())
                        .instanceType("t3.small")
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .getFirst();
    await()
        .until(
            () -> aws.ssm(region.name()).describeInstanceInformation().instanceInformationList(),
            nodes -> !nodes.isEmpty());
    return new Host("host-1", region.name(), instance.instanceId(), instance.privateIpAddress());
  }

  /** What a script does is that it ends. */
  private final class ScriptedMachine implements Machine {
    @Override
    public Outcome run(String script, Duration limit) {
      return new Outcome(exitCode, "done", "", false);
    }

    @Override
    public void boot() {}

    @Override
    public void powerOff() {}

    @Override
    public void copyDisk(Path copy) {}

    @Override
    public void erase() {}
  }

  @AfterEach
  void end() throws IOException {
    temporal.close();
    aws.close();
    account.close();
  }

  @Test
  void aCommandThatNeverStartedOnItsHostIsSentAgain() {
    nextEnds("Failed");

    fails(FailureType.TRANSIENT, false);

    assertThat(run()).isEqualTo("done");
    assertThat(sent()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "Access Denied"})
  void aCommandThatIsDeniedIsForAnOperatorToCure(String details) {
    nextEnds(details);

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
    nextEnds(details);

    fails(type, false);
  }

  @Test
  void aScriptThatSaysNoIsNotRunAgain() {
    exitCode = 1;

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
              assertThat(Failures.type(failure)).isEqualTo(type);
              assertThat(failure.getCause())
                  .extracting(cause -> ((ApplicationFailure) cause).isNonRetryable())
                  .isEqualTo(definite);
            });
    assertThat(sent()).isEqualTo(1);
  }

  /** The next command ends so on the host, whose agent never starts the script. */
  private void nextEnds(String details) {
    account.faults().add(new Fault.CommandEnds(1, details, -1));
  }

  private int sent() {
    return account.snapshot().commands().size();
  }
}
