package dev.berth.simulator;

import static java.util.function.Predicate.isEqual;
import static org.awaitility.Awaitility.await;

import dev.berth.simulator.account.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** A simulator on a directory, seen through the real SDK, which does not retry. */
public final class Simulation implements AutoCloseable {

  public static final double FAST = 1000;

  public final FakeMachines machines = new FakeMachines();
  public final AwsSimulator aws;
  public final Ec2Client ec2;
  public final SsmClient ssm;
  public final ServiceQuotasClient quotas;
  public final Account.Region region = Account.standard().region("us-east-1");

  public Simulation(Path directory, UnaryOperator<AwsSimulator.Options> options)
      throws IOException {
    aws =
        AwsSimulator.start(
            options.apply(AwsSimulator.Options.of(directory, machines).withScale(FAST)));
    ec2 = ec2(region.name());
    ssm = client(SsmClient.builder(), region.name()).build();
    quotas = client(ServiceQuotasClient.builder(), region.name()).build();
  }

  public Simulation(Path directory) throws IOException {
    this(directory, UnaryOperator.identity());
  }

  public Ec2Client ec2(String regionName) {
    return client(Ec2Client.builder(), regionName).build();
  }

  /** With the rights of this access key; anyone may do everything. */
  public Ec2Client ec2As(String accessKey) {
    return client(Ec2Client.builder(), region.name())
        .credentialsProvider(credentials(accessKey))
        .build();
  }

  public SsmClient ssmAs(String accessKey) {
    return client(SsmClient.builder(), region.name())
        .credentialsProvider(credentials(accessKey))
        .build();
  }

  private StaticCredentialsProvider credentials(String accessKey) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(accessKey, "anything", aws.token(accessKey)));
  }

  private <B extends AwsClientBuilder<B, ?>> B client(B builder, String regionName) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(regionName))
        .credentialsProvider(credentials("anyone"))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  public Account.Subnet subnet(int index) {
    return region.subnets().get(index);
  }

  /** A launch of one t3.small in the first zone, changed as wanted. */
  public RunInstancesRequest request(Consumer<RunInstancesRequest.Builder> change) {
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .imageId(region.stockImage().id())
            .instanceType("t3.small")
            .subnetId(subnet(0).id())
            .securityGroupIds(region.securityGroups())
            .iamInstanceProfile(profile -> profile.name(region.instanceProfiles().getFirst()))
            .minCount(1)
            .maxCount(1);
    change.accept(request);
    return request.build();
  }

  public Instance launch(Consumer<RunInstancesRequest.Builder> change) {
    return ec2.runInstances(request(change)).instances().getFirst();
  }

  public Instance launch() {
    return launch(_ -> {});
  }

  public Instance launchTagged(String key, String value) {
    return launch(request -> request.tagSpecifications(tags(key, value)));
  }

  public static TagSpecification tags(String key, String value) {
    return TagSpecification.builder()
        .resourceType(ResourceType.INSTANCE)
        .tags(Tag.builder().key(key).value(value).build())
        .build();
  }

  /** A host whose agent takes commands. */
  public String host() {
    String id = launch().instanceId();
    eventually(() -> isOnline(id), isEqual(true));
    return id;
  }

  /** A host that is stopped. */
  public String stopped() {
    String id = host();
    ec2.stopInstances(request -> request.instanceIds(id));
    awaitState(id, InstanceStateName.STOPPED);
    return id;
  }

  public String createImage(String host, String name) {
    return createImage(host, name, _ -> {});
  }

  public String createImage(String host, String name, Consumer<CreateImageRequest.Builder> change) {
    CreateImageRequest.Builder request = CreateImageRequest.builder().instanceId(host).name(name);
    change.accept(request);
    return ec2.createImage(request.build()).imageId();
  }

  public Image image(String id) {
    return ec2.describeImages(request -> request.imageIds(id)).images().getFirst();
  }

  public Image awaitImage(String id, ImageState state) {
    return eventually(() -> image(id), image -> image.state() == state);
  }

  public boolean isOnline(String id) {
    return ssm
        .describeInstanceInformation(
            request ->
                request.filters(
                    InstanceInformationStringFilter.builder()
                        .key("InstanceIds")
                        .values(id)
                        .build()))
        .instanceInformationList()
        .stream()
        .anyMatch(node -> node.pingStatusAsString().equals("Online"));
  }

  public Instance describe(String id) {
    return ec2.describeInstances(request -> request.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  public static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  public InstanceStateName state(String id) {
    return ec2
        .describeInstances(request -> request.filters(filter("instance-id", id)))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(instance -> instance.state().name())
        .findFirst()
        .orElse(InstanceStateName.UNKNOWN_TO_SDK_VERSION);
  }

  public void awaitState(String id, InstanceStateName state) {
    eventually(() -> state(id), isEqual(state));
  }

  public String send(String host, String... lines) {
    return send(host, _ -> {}, lines);
  }

  public String send(String host, Consumer<SendCommandRequest.Builder> change, String... lines) {
    SendCommandRequest.Builder request =
        SendCommandRequest.builder()
            .documentName("AWS-RunShellScript")
            .instanceIds(host)
            .parameters(Map.of("commands", List.of(lines)));
    change.accept(request);
    return ssm.sendCommand(request.build()).command().commandId();
  }

  public GetCommandInvocationResponse invocation(String commandId, String host) {
    return ssm.getCommandInvocation(request -> request.commandId(commandId).instanceId(host));
  }

  /** The invocation as soon as its status details are these. */
  public GetCommandInvocationResponse awaitStatus(String commandId, String host, String details) {
    return eventually(
        () -> {
          try {
            return invocation(commandId, host);
          } catch (InvocationDoesNotExistException notYet) {
            return GetCommandInvocationResponse.builder().statusDetails("").build();
          }
        },
        invocation -> invocation.statusDetails().equals(details));
  }

  /** Waits for a condition; a minute without it is a failure, not a slow machine. */
  public static <T> T eventually(Callable<T> look, Predicate<T> good) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(look, good);
  }

  @Override
  public void close() throws IOException {
    ec2.close();
    ssm.close();
    quotas.close();
    aws.close();
  }
}
