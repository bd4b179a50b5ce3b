package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.registry.host.QuotaStore.Quota;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * Reads what the account allows and what others use of it, into the registry, for all workers. An
 * account that does not tell is not refused anything by Berth; AWS itself still refuses.
 */
public final class Quotas {
  /** "Running On-Demand Standard instances", in vCPUs (aws.md 1). */
  public static final String RUNNING_STANDARD = "L-1216C47A";

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

  /** The families that the quota counts: A, C, D, H, I, M, R, T, Z. */
  private static final Predicate<String> STANDARD =
      Pattern.compile("(a|c|d|h|i|im|is|m|r|t|z)\\d.*").asMatchPredicate();

  private static final List<String> COUNTED = List.of("pending", "running", "stopping");
  private static final int PAGE = 1000;
  private static final int FILTER_VALUES = 200;

  private final AwsClients aws;
  private final Registry registry;
  private final Settings settings;

  /** Over these clients and this registry. */
  public Quotas(AwsClients aws, Registry registry, Settings settings) {
    this.aws = aws;
    this.registry = registry;
    this.settings = settings;
  }

  /** Reads a region's quota, unless it was read within this time. */
  public void refresh(String region, Duration within) {
    if (!registry.quotas().readWithin(within, region)) {
      refreshAlone(region, within);
    }
  }

  /** One at a time: a caller that waited finds what the first one read. */
  private synchronized void refreshAlone(String region, Duration within) {
    if (registry.quotas().readWithin(within, region)) {
      return;
    }
    Quota known = registry.quotas().find(region).orElse(new Quota(region, null, 0));
    try {
      learnTypes(
          region,
          settings.plans().values().stream().flatMap(plan -> plan.instanceTypes().stream()));
      Integer limit = limit(region);
      registry.quotas().put(new Quota(region, limit, limit == null ? 0 : others(region)));
    } catch (SdkException e) {
      LOG.warn("The vCPU quota of {} cannot be read just now: {}", region, e.getMessage());
      registry.quotas().put(known);
    }
  }

  /** The account's limit of vCPUs. */
  public static int limit(AwsClients aws, String region) {
    return aws.quotas(region)
        .getServiceQuota(r -> r.serviceCode("ec2").quotaCode(RUNNING_STANDARD))
        .quota()
        .value()
        .intValue();
  }

  private Integer limit(String region) {
    try {
      return limit(aws, region);
    } catch (AwsServiceException e) {
      return switch (AwsFailures.type(e)) {
        case THROTTLED, TRANSIENT -> throw e;
        default -> {
          LOG.warn(
              "The vCPU quota of {} cannot be read, so nothing is refused for it"
                  + " (servicequotas:GetServiceQuota): {}",
              region,
              e.getMessage());
          yield null;
        }
      };
    }
  }

  /** vCPUs of what runs in the account without being a host of ours. */
  private int others(String region) {
    Set<String> hosts = registry.hosts().in(region).keySet();
    List<String> types =
        aws
            .ec2(region)
            .describeInstancesPaginator(
                r ->
                    r.filters(Ec2Instances.filter("instance-state-name", COUNTED)).maxResults(PAGE))
            .reservations()
            .stream()
            .flatMap(reservation -> reservation.instances().stream())
            .filter(instance -> instance.instanceLifecycle() == null) // else Spot: another quota
            .filter(instance -> !isHost(instance, hosts))
            .map(Instance::instanceTypeAsString)
            .toList();
    Map<String, Integer> vcpus = learnTypes(region, types.stream());
    return types.stream().mapToInt(type -> vcpus.getOrDefault(type, 0)).sum();
  }

  private boolean isHost(Instance instance, Set<String> hosts) {
    return settings.installation().equals(Ec2Instances.tag(instance, Tags.INSTALLATION))
        && hosts.contains(Ec2Instances.tag(instance, Tags.HOST));
  }

  /** The vCPUs of those types that count; what is not known is asked of AWS, once for all. */
  private Map<String, Integer> learnTypes(String region, Stream<String> types) {
    Map<String, Integer> known = new HashMap<>();
    Set<String> unknown = new TreeSet<>();
    for (String type : types.filter(STANDARD).collect(Collectors.toSet())) {
      registry
          .quotas()
          .vcpus(type)
          .ifPresentOrElse(vcpus -> known.put(type, vcpus), () -> unknown.add(type));
    }
    if (!unknown.isEmpty()) {
      Map<String, Integer> learned = vcpus(aws, region, unknown);
      registry.quotas().putTypes(learned);
      known.putAll(learned);
    }
    return known;
  }

  /**
   * The vCPUs of these types, by name. Asked by filter, for one unknown type would fail a call that
   * names it.
   */
  public static Map<String, Integer> vcpus(AwsClients aws, String region, Set<String> types) {
    List<String> named = types.stream().limit(FILTER_VALUES).toList();
    return aws
        .ec2(region)
        .describeInstanceTypesPaginator(r -> r.filters(Ec2Instances.filter("instance-type", named)))
        .instanceTypes()
        .stream()
        .collect(
            Collectors.toMap(
                InstanceTypeInfo::instanceTypeAsString, info -> info.vCpuInfo().defaultVCpus()));
  }
}
