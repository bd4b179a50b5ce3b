package dev.berth.simulator.account;

import dev.berth.simulator.wire.Call;
import dev.berth.simulator.wire.Form;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AWS's request limits per account and region, as token buckets that refill faster by the time
 * scale. EC2's are documented (EC2 developer guide, "Request throttling for the EC2 API"); of
 * Systems Manager only PutParameter's 3 a second (AWS service quotas).
 */
public final class Buckets {

  private enum Bucket {
    RUN_REQUESTS(5, 2),
    RUN_INSTANCES(1000, 2),
    START_REQUESTS(5, 2),
    START_INSTANCES(1000, 2),
    STOP_INSTANCES(1000, 20),
    TERMINATE_REQUESTS(100, 5),
    TERMINATE_INSTANCES(1000, 20),
    DESCRIBE(100, 20),
    DESCRIBE_EVERYTHING(50, 10),
    CREATE_TAGS(100, 10),
    CREATE_IMAGE(50, 5),
    DEREGISTER_IMAGE(100, 5),
    DELETE_SNAPSHOT(100, 5),
    PUT_PARAMETER(3, 3);

    private final double burst;
    private final double perSecond;

    Bucket(double burst, double perSecond) {
      this.burst = burst;
      this.perSecond = perSecond;
    }
  }

  private record Key(String region, Bucket bucket) {}

  private record Cost(Bucket bucket, int tokens) {}

  private final double scale;
  private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();

  /** Full buckets that refill faster by this scale. */
  public Buckets(double scale) {
    this.scale = scale;
  }

  /** Whether the call is within its limits; if so, it counts. */
  public boolean allow(Call call) {
    return costs(call).stream().allMatch(cost -> take(call.region(), cost));
  }

  private boolean take(String region, Cost cost) {
    Bucket bucket = cost.bucket();
    return buckets
        .computeIfAbsent(
            new Key(region, bucket),
            _ -> new TokenBucket(bucket.burst, bucket.perSecond * scale, System.nanoTime()))
        .take(cost.tokens(), System.nanoTime());
  }

  private static List<Cost> costs(Call call) {
    return switch (call.operation()) {
      case "RunInstances" ->
          List.of(
              new Cost(Bucket.RUN_REQUESTS, 1),
              new Cost(Bucket.RUN_INSTANCES, call.form().number("MaxCount", 1)));
      case "StartInstances" ->
          List.of(
              new Cost(Bucket.START_REQUESTS, 1),
              new Cost(Bucket.START_INSTANCES, call.form().list("InstanceId").size()));
      case "StopInstances" ->
          List.of(new Cost(Bucket.STOP_INSTANCES, call.form().list("InstanceId").size()));
      case "TerminateInstances" ->
          List.of(
              new Cost(Bucket.TERMINATE_REQUESTS, 1),
              new Cost(Bucket.TERMINATE_INSTANCES, call.form().list("InstanceId").size()));
      case "DescribeInstances", "DescribeInstanceStatus", "DescribeSnapshots" ->
          List.of(
              new Cost(narrowed(call.form()) ? Bucket.DESCRIBE : Bucket.DESCRIBE_EVERYTHING, 1));
      case "DescribeImages", "DescribeInstanceTypes", "DescribeSubnets" ->
          List.of(new Cost(Bucket.DESCRIBE, 1));
      case "CreateImage" -> List.of(new Cost(Bucket.CREATE_IMAGE, 1));
      case "DeregisterImage" -> List.of(new Cost(Bucket.DEREGISTER_IMAGE, 1));
      case "DeleteSnapshot" -> List.of(new Cost(Bucket.DELETE_SNAPSHOT, 1));
      case "CreateTags" -> List.of(new Cost(Bucket.CREATE_TAGS, 1));
      case "PutParameter" -> List.of(new Cost(Bucket.PUT_PARAMETER, 1));
      default -> List.of();
    };
  }

  private static boolean narrowed(Form form) {
    return !form.structures("Filter").isEmpty() || form.text("MaxResults").isPresent();
  }
}
