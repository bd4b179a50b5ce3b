package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.registry.Registry;
import dev.berth.registry.host.QuotaStore.Quota;
import java.time.Duration;
import java.util.Collection;
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
import software.amazon.awssdk.services.ec2.model.Filter;
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

  /** Reads a region's quota, unless somebody did within this time. */
  public void refresh(String region, Duration within) {
    if (!registry.quotas().readWithin(within, region)) {
      refreshAlone(region, within);
    }
  }

  /** One at a time: whoever waited finds what the first one read. */
  private synchronized void refreshAlone(String region, Duration within) {
    if (registry.quotas().readWithin(within, region)) {
      return;
    }
    Quota known = registry.quotas().find(region).orElse(new Quota(region, null, 0));
    try {
      learnTypes(
          region,
          settings.plans().values().stream()
              .map(PlanSettings::instanceTypes)
              .flatMap(Collection::stream));
      Integer limit = limit(region);
      registry.quotas().put(new Quota(region, limit, limit == null ? 0 : others(region)));
    } catch (SdkException e) {
      LOG.warn("The vCPU quota of {} cannot be read just now: {}", region, e.getMessage());
      registry.quotas().put(known);
    }
  }

  private Integer limit(String region) {
    try {
      return aws.quotas(region)
          .getServiceQuota(r -> r.serviceCode("ec2").quotaCode(RUNNING_STANDARD))
          .quota()
          .value()
          .intValue();
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
            .describeInstancesPaginator(r -> r.filters(states()).maxResults(PAGE))
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
    Map<String, String> tags = new HashMap<>();
    instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return settings.installation().equals(tags.get(Tags.INSTALLATION))
        && hosts.contains(tags.get(Tags.HOST));
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
      Map<String, Integer> learned = describe(region, unknown);
      registry.quotas().putTypes(learned);
      known.putAll(learned);
    }
    return known;
  }

  /** By filter, for one unknown type would fail a call that names it. */
  private Map<String, Integer> describe(String region, Set<String> types) {
    Filter named =
        Filter.builder()
            .name("instance-type")
            .values(types.stream().limit(FILTER_VALUES).toList())
            .build();
    return aws
        .ec2(region)
        .describeInstanceTypesPaginator(r -> r.filters(named))
        .instanceTypes()
        .stream()
        .collect(
            Collectors.toMap(
                InstanceTypeInfo::instanceTypeAsString, info -> info.vCpuInfo().defaultVCpus()));
  }

  private static Filter states() {
    return Filter.builder().name("instance-state-name").values(COUNTED).build();
  }
}
