package dev.berth.local.aws;

import java.time.Instant;

/** The status checks of instances; of running ones, unless all are asked for. */
final class DescribeInstanceStatus implements Ec2Operation {

  private final Latencies latencies;

  DescribeInstanceStatus(Latencies latencies) {
    this.latencies = latencies;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    var filter =
        new Filters<Instance>(Instance::tags)
            .on("instance-state-name", instance -> instance.state(now).label())
            .on("availability-zone", instance -> instance.launch().subnet().zone())
            .on("instance-status.status", instance -> status(instance, now))
            .on("system-status.status", instance -> status(instance, now))
            .of(form);
    boolean all = form.flag("IncludeAllInstances");
    Page<Instance> page =
        DescribeInstances.page(
            region,
            form,
            now,
            filter.and(instance -> all || instance.state(now) == InstanceState.RUNNING));
    xml.list(
            "instanceStatusSet",
            page.items(),
            (item, instance) ->
                item.add("instanceId", instance.id())
                    .add("availabilityZone", instance.launch().subnet().zone())
                    .nest("instanceState", instance.state(now)::write)
                    .nest("systemStatus", check -> check.add("status", status(instance, now)))
                    .nest("instanceStatus", check -> check.add("status", status(instance, now))))
        .add("nextToken", page.nextToken());
  }

  private String status(Instance instance, Instant now) {
    if (instance.state(now) != InstanceState.RUNNING) {
      return "not-applicable";
    }
    Instant passed = instance.runningAt().plus(latencies.of(Latency.STATUS_CHECKS));
    return now.isBefore(passed) ? "initializing" : "ok";
  }
}
