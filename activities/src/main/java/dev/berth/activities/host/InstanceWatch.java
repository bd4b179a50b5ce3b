package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.host.HostStore;
import dev.berth.workflows.host.InstanceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.EventCode;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Our instances, seen by one paged DescribeInstances per region for everyone who waits. */
public final class InstanceWatch {
  private static final int PAGE = 1000;

  /** What no instance survives; a reboot it does. */
  private static final Set<EventCode> ENDINGS =
      Set.of(EventCode.INSTANCE_RETIREMENT, EventCode.INSTANCE_STOP);

  private final AwsClients aws;
  private final Settings settings;
  private final HostStore hosts;
  private final Map<String, SharedPoll<String, Instance>> polls = new ConcurrentHashMap<>();

  /** Over these clients; the registry's hosts know which instances embody them. */
  public InstanceWatch(AwsClients aws, Settings settings, HostStore hosts) {
    this.aws = aws;
    this.settings = settings;
    this.hosts = hosts;
  }

  /**
   * Why instances should not go on, by id: they fail their status checks, or AWS is about to stop
   * or retire them. Looked up now, for all instances of the account: there is no filter by tag.
   */
  public Map<String, String> unfit(String region) {
    return aws
        .ec2(region)
        .describeInstanceStatusPaginator(r -> r.maxResults(PAGE))
        .instanceStatuses()
        .stream()
        .flatMap(status -> why(status).map(why -> Map.entry(status.instanceId(), why)).stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Optional<String> why(InstanceStatus status) {
    if (status.systemStatus().status() == SummaryStatus.IMPAIRED
        || status.instanceStatus().status() == SummaryStatus.IMPAIRED) {
      return Optional.of("fails its status checks");
    }
    return status.events().stream()
        .filter(event -> ENDINGS.contains(event.code()))
        // AWS goes on showing what is over for a week.
        .filter(
            event -> !String.valueOf(event.description()).matches("\\[(Completed|Canceled)\\].*"))
        .map(event -> "has a notice of AWS: %s from %s".formatted(event.code(), event.notBefore()))
        .findFirst();
  }

  /** The instance as it is after the next look; empty while EC2 does not show it yet. */
  public Optional<Instance> next(String region, String instanceId) throws InterruptedException {
    return polls.computeIfAbsent(region, this::poll).next(instanceId);
  }

  /** The living instances that this request launched, looked up now. */
  public List<Instance> ofRequest(InstanceRequest request) {
    return ours(request.region(), Tags.filter(Tags.HOST, request.hostId())).stream()
        .filter(i -> hasTag(i, Tags.HOST, request.hostId()))
        .filter(i -> hasTag(i, Tags.INSTANCE_NUMBER, Integer.toString(request.instanceNumber())))
        .filter(Ec2Instances::alive)
        .toList();
  }

  /**
   * All instances in a region that carry this installation's tag, terminated ones and those of
   * others included, looked up now.
   */
  public List<Instance> tagged(String region) {
    return tagged(region, List.of());
  }

  /** Whether an instance with our tag is ours: launched by Berth, or recorded with its host. */
  public boolean isOurs(String region, Instance instance) {
    return LaunchToken.proves(settings, region, instance)
        || hosts
            .find(Ec2Instances.tag(instance, Tags.HOST))
            .filter(host -> host.region().equals(region))
            .filter(
                host ->
                    instance.instanceId().equals(host.instanceId())
                        || instance.instanceId().equals(host.standbyId()))
            .isPresent();
  }

  /** The living instances that carry this host's tag, looked up now. */
  public List<Instance> ofHost(String region, String hostId) {
    return unended(region, hostId).stream().filter(Ec2Instances::alive).toList();
  }

  /** The host's living instance of this id, looked up now. */
  public Optional<Instance> find(String region, String hostId, String instanceId) {
    return ofHost(region, hostId).stream()
        .filter(instance -> instance.instanceId().equals(instanceId))
        .findFirst();
  }

  /** Stops an instance, and returns when it is stopped; fails when it has ended. */
  public void stop(String region, String instanceId) {
    aws.ec2(region).stopInstances(r -> r.instanceIds(instanceId));
    Waiting.until(
        "the stop of instance " + instanceId,
        () -> {
          Optional<Instance> instance = next(region, instanceId);
          Ec2Instances.refuseEnded(instance);
          return instance.filter(i -> i.state().name() == InstanceStateName.STOPPED);
        });
  }

  /** The instances that carry this host's tag and are not terminated, looked up now. */
  public List<Instance> unended(String region, String hostId) {
    return ours(region, Tags.filter(Tags.HOST, hostId)).stream()
        .filter(i -> hasTag(i, Tags.HOST, hostId))
        .filter(i -> i.state().name() != InstanceStateName.TERMINATED)
        .toList();
  }

  private SharedPoll<String, Instance> poll(String region) {
    return new SharedPoll<>(
        "instances-" + region,
        settings.pollInterval(),
        // Callers know the id from the launch.
        _ ->
            tagged(region).stream()
                .collect(Collectors.toMap(Instance::instanceId, Function.identity())));
  }

  private List<Instance> ours(String region, Filter filter) {
    return tagged(region, List.of(filter)).stream()
        .filter(instance -> isOurs(region, instance))
        .toList();
  }

  private List<Instance> tagged(String region, List<Filter> more) {
    List<Filter> filters = new ArrayList<>(more);
    filters.add(Tags.filter(Tags.INSTALLATION, settings.installation()));
    return aws
        .ec2(region)
        .describeInstancesPaginator(r -> r.filters(filters).maxResults(PAGE))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        // Never trust a filter with an instance that is not ours.
        .filter(i -> hasTag(i, Tags.INSTALLATION, settings.installation()))
        .toList();
  }

  private static boolean hasTag(Instance instance, String key, String value) {
    return Ec2Instances.tag(instance, key).equals(value);
  }
}
