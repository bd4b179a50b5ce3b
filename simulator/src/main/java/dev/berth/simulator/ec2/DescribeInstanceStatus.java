package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The status checks of instances; of running ones, unless all are asked for. */
final class DescribeInstanceStatus implements Ec2Operation {

  /** AWS tells about two weeks before. */
  private static final Duration AHEAD = Duration.ofDays(14);

  private final Latencies latencies;
  private final Faults faults;

  DescribeInstanceStatus(Latencies latencies, Faults faults) {
    this.latencies = latencies;
    this.faults = faults;
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
                    .list(
                        "eventsSet",
                        faults.notices(instance.id()),
                        (event, notice) ->
                            event
                                .add("code", notice.code())
                                .add("description", notice.description())
                                .add("notBefore", now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS)))
                    .nest("systemStatus", check -> check.add("status", status(instance, now)))
                    .nest("instanceStatus", check -> check.add("status", status(instance, now))))
        .add("nextToken", page.nextToken());
  }

  private String status(Instance instance, Instant now) {
    if (instance.state(now) != InstanceState.RUNNING) {
      return "not-applicable";
    }
    if (faults.has(new Fault.Impaired(instance.id()))) {
      return "impaired";
    }
    Instant passed = instance.runningAt().plus(latencies.of(Latency.STATUS_CHECKS));
    return now.isBefore(passed) ? "initializing" : "ok";
  }
}
