package dev.berth.simulator.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.JsonOperation;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * DescribeInstanceInformation: the instances whose agent has registered. Online is a hint only: it
 * is the last heartbeat that counts, also of a host that is gone.
 */
final class DescribeNodes implements JsonOperation<RegionState> {

  private final Latencies latencies;

  DescribeNodes(Latencies latencies) {
    this.latencies = latencies;
  }

  @Override
  public Map<String, ?> answer(RegionState region, JsonNode request) {
    Instant now = Instant.now();
    int size = Request.number(request, "MaxResults", 5, 50, 50);
    Predicate<Instance> filter =
        Request.stream(request, "Filters")
            .map(one -> filter(Request.required(one, "Key"), Request.texts(one, "Values"), now))
            .reduce(_ -> true, Predicate::and);
    Predicate<Instance> olderFilter =
        Request.stream(request, "InstanceInformationFilterList")
            .map(one -> filter(Request.required(one, "key"), Request.texts(one, "valueSet"), now))
            .reduce(_ -> true, Predicate::and);
    Page<Instance> page =
        Page.of(
            region.visibleInstances(now).stream()
                .filter(instance -> instance.lastPing(now).isPresent())
                .filter(filter)
                .filter(olderFilter)
                .toList(),
            instance -> Page.oldestFirst(instance.number()),
            Request.text(request, "NextToken"),
            size);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "InstanceInformationList",
        page.items().stream().map(instance -> node(instance, now)).toList());
    page.nextToken().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  private Predicate<Instance> filter(String key, List<String> values, Instant now) {
    if (key.startsWith("tag:")) {
      return instance -> values.contains(instance.tags().get(key.substring(4)));
    }
    return switch (key) {
      case "InstanceIds" -> instance -> values.contains(instance.id());
      case "PingStatus" -> instance -> values.contains(pingStatus(instance, now));
      case "tag-key" -> instance -> values.stream().anyMatch(instance.tags()::containsKey);
      default -> throw AwsError.refused("InvalidFilterKey", "The filter key %s is not valid.", key);
    };
  }

  private Map<String, ?> node(Instance instance, Instant now) {
    return Map.of(
        "InstanceId",
        instance.id(),
        "PingStatus",
        pingStatus(instance, now),
        "LastPingDateTime",
        Json.seconds(lastPing(instance, now)),
        "AgentVersion",
        "3.3.2746.0",
        "IsLatestVersion",
        true,
        "PlatformType",
        "Linux",
        "PlatformName",
        "Amazon Linux",
        "PlatformVersion",
        "2023",
        "ResourceType",
        "EC2Instance",
        "IPAddress",
        instance.privateIp());
  }

  private String pingStatus(Instance instance, Instant now) {
    Instant lapses = lastPing(instance, now).plus(latencies.of(Latency.PING_LAPSES));
    return now.isBefore(lapses) ? "Online" : "ConnectionLost";
  }

  private static Instant lastPing(Instance instance, Instant now) {
    return instance.lastPing(now).orElseThrow();
  }
}
