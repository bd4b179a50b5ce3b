package dev.berth.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.local.machine.HostMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The simulator through the unmodified AWS SDK, above all what emulators get wrong. */
class AwsSimulatorTest {
  private static final Account.Region REGION = Account.standard().region("us-east-1");

  @TempDir private Path folder;
  private AwsSimulator aws;
  private Ec2Client ec2;
  private SsmClient ssm;

  @BeforeEach
  void account() throws IOException {
    open(AwsSimulator.Options.of(folder, new HostMachines()).withScale(1000));
  }

  private void open(AwsSimulator.Options options) throws IOException {
    aws = AwsSimulator.start(options);
    StaticCredentialsProvider identity =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    ec2 =
        Ec2Client.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(identity)
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    ssm =
        SsmClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(identity)
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterEach
  void close() throws IOException {
    ec2.close();
    ssm.close();
    aws.close();
  }

  @Test
  void theSameTokenInTheSameZoneIsTheSameInstance() {
    assertThat(launch("token", 0, "t3.small")).isEqualTo(launch("token", 0, "t3.small"));
    assertThat(aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void theSameTokenInAnotherZoneIsASecondInstance() {
    assertThat(launch("token", 0, "t3.small")).isNotEqualTo(launch("token", 1, "t3.small"));
  }

  @Test
  void aTokenWithOtherParametersIsRefused() {
    launch("token", 0, "t3.small");

    assertThatCode(() -> launch("token", 0, "t2.micro"), "IdempotentParameterMismatch");
  }

  @Test
  void theTokenOfATerminatedInstanceIsRefused() {
    String id = launch("token", 0, "t3.small");
    await().until(() -> !described(id).isEmpty());
    ec2.terminateInstances(r -> r.instanceIds(id));
    await().until(() -> described(id).getFirst().state().nameAsString().equals("terminated"));

    assertThatCode(() -> launch("token", 0, "t3.small"), "IdempotentInstanceTerminated");
  }

  @Test
  void anAnswerThatIsLostLeavesTheInstanceBehindAndItsTokenFindsIt() {
    aws.faults().loseNextAnswers(1, "RunInstances");
    assertThatThrownBy(() -> launch("token", 0, "t3.small")).isInstanceOf(SdkClientException.class);

    launch("token", 0, "t3.small");

    assertThat(aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void aNewInstanceIsUnknownForAMomentByIdAndAbsentByFilter() throws IOException {
    close();
    open(
        AwsSimulator.Options.of(folder, new HostMachines())
            .withScale(1000)
            .with(Latency.INSTANCE_VISIBLE, Duration.ofHours(1)));
    String id = launch("token", 0, "t3.small");

    assertThatCode(
        () -> ec2.describeInstances(r -> r.instanceIds(id)), "InvalidInstanceID.NotFound");
    assertThat(described(id)).isEmpty();
  }

  @Test
  void anUnknownFilterIsRefusedInsteadOfIgnored() {
    Filter unknown = Filter.builder().name("color").values("red").build();

    assertThatCode(() -> ec2.describeInstances(r -> r.filters(unknown)), "InvalidParameterValue");
  }

  @Test
  void noCapacityIsADefiniteAnswerForOneZoneOnly() {
    aws.faults().outOfCapacity("t3.small", REGION.subnets().getFirst().zone());

    assertThatCode(() -> launch("one", 0, "t3.small"), "InsufficientInstanceCapacity");
    assertThat(launch("two", 1, "t3.small")).startsWith("i-");
    assertThat(aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void aCommandToAHostWhoseAgentIsNotThereIsRefused() {
    aws.faults().add(new Fault.DeadAgent(1));
    String id = running("t3.small");

    assertThatCode(() -> send(id, "true"), "InvalidInstanceId");
  }

  @Test
  void twoSendsAreTwoRunsAndAnExitCodeIsReported() {
    String id = online();

    String script = "cd \"$BERTH_ROOT\"; echo one >> count.txt; cat count.txt; exit 7";
    GetCommandInvocationResponse once = ended(id, send(id, script));
    GetCommandInvocationResponse answer = ended(id, send(id, script));

    assertThat(once.standardOutputContent()).as(once.toString()).isEqualTo("one\n");
    assertThat(answer.standardOutputContent()).isEqualTo("one\none\n");
    assertThat(answer.responseCode()).isEqualTo(7);
    assertThat(answer.status()).isEqualTo(CommandInvocationStatus.FAILED);
  }

  @Test
  void aCommandThatIsNotDeliveredInTimeTimesOut() {
    String id = online();
    aws.faults().add(new Fault.SilentAgent(id));

    GetCommandInvocationResponse answer = ended(id, send(id, "true"));

    assertThat(answer.statusDetails()).isEqualTo("Delivery Timed Out");
    assertThat(answer.responseCode()).isEqualTo(-1);
  }

  @Test
  void aParameterIsNotOverwrittenUnlessAsked() {
    ssm.putParameter(r -> r.name("/a").value("1").type(ParameterType.SECURE_STRING));

    assertThatCode(
        () -> ssm.putParameter(r -> r.name("/a").value("2").type(ParameterType.SECURE_STRING)),
        "ParameterAlreadyExists");
    assertThat(ssm.getParameter(r -> r.name("/a").withDecryption(true)).parameter().value())
        .isEqualTo("1");
  }

  @Test
  void theAccountSurvivesARestart() throws IOException {
    String id = online();
    ssm.putParameter(r -> r.name("/a").value("1").type(ParameterType.SECURE_STRING));
    close();
    open(AwsSimulator.Options.of(folder, new HostMachines()).withScale(1000));

    assertThat(described(id).getFirst().state().nameAsString()).isEqualTo("running");
    assertThat(launch("token", 0, "t3.small")).isEqualTo(id);
    assertThat(ssm.getParameter(r -> r.name("/a")).parameter().name()).isEqualTo("/a");
  }

  private String launch(String token, int subnet, String type) {
    return ec2.runInstances(
            RunInstancesRequest.builder()
                .clientToken(token)
                .minCount(1)
                .maxCount(1)
                .imageId(REGION.dockerImage().id())
                .instanceType(type)
                .subnetId(REGION.subnets().get(subnet).id())
                .securityGroupIds(REGION.securityGroups().getFirst())
                .iamInstanceProfile(p -> p.name(REGION.instanceProfiles().getFirst()))
                .build())
        .instances()
        .getFirst()
        .instanceId();
  }

  private String running(String type) {
    String id = launch("token", 0, type);
    await()
        .until(
            () -> described(id).stream().anyMatch(i -> i.state().nameAsString().equals("running")));
    return id;
  }

  private String online() {
    String id = running("t3.small");
    await()
        .until(
            () ->
                ssm.describeInstanceInformation().instanceInformationList().stream()
                    .anyMatch(agent -> agent.instanceId().equals(id)));
    return id;
  }

  private List<Instance> described(String id) {
    Filter byId = Filter.builder().name("instance-id").values(id).build();
    return ec2.describeInstances(r -> r.filters(byId)).reservations().stream()
        .flatMap(r -> r.instances().stream())
        .toList();
  }

  private String send(String id, String script) {
    return ssm.sendCommand(
            r ->
                r.documentName("AWS-RunShellScript")
                    .instanceIds(id)
                    .timeoutSeconds(3600) // scaled, too
                    .parameters(Map.of("commands", List.of(script))))
        .command()
        .commandId();
  }

  /** A command cannot be seen for a moment after it was sent, and then has a while to go. */
  private GetCommandInvocationResponse ended(String id, String command) {
    await()
        .until(
            () ->
                ssm.listCommands(r -> r.commandId(command)).commands().stream()
                    .anyMatch(c -> !List.of("Pending", "InProgress").contains(c.statusAsString())));
    return ssm.getCommandInvocation(r -> r.commandId(command).instanceId(id));
  }

  private static void assertThatCode(Runnable call, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
