package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts instances that were stopped: the same id, address and disk, and a new boot. */
final class StartInstances implements Ec2Operation {

  private final Latencies latencies;
  private final Faults faults;
  private final Hosts hosts;

  StartInstances(Latencies latencies, Faults faults, Hosts hosts) {
    this.latencies = latencies;
    this.faults = faults;
    this.hosts = hosts;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    form.required("InstanceId.1");
    Instant now = Instant.now();
    List<Instance> instances = region.instances(form.list("InstanceId"), now);
    for (Instance instance : instances) {
      InstanceState state = instance.state(now);
      if (state == InstanceState.STOPPING || state.isEnding()) {
        throw AwsError.refused(
            "IncorrectInstanceState",
            "The instance '%s' is not in a state from which it can be started.",
            instance.id());
      }
    }
    form.stopIfDryRun();
    List<Instance> stopped =
        instances.stream().filter(one -> one.state(now) == InstanceState.STOPPED).toList();
    InstanceTypes.refuseOverQuota(
        region,
        stopped.stream().mapToInt(one -> InstanceTypes.vcpus(one.launch().type())).sum(),
        faults.vcpuLimit(),
        now);
    stopped.forEach(
        one -> faults.refuseWithoutCapacity(one.launch().type(), one.launch().subnet().zone()));
    Map<Instance, Instance> changes = new LinkedHashMap<>();
    instances.forEach(instance -> changes.put(instance, instance));
    for (Instance instance : stopped) {
      Instance started = started(instance, now);
      changes.put(instance, started);
      region.record(started);
      hosts.keep(started);
    }
    InstanceXml.changes(xml, changes, now);
  }

  private Instance started(Instance instance, Instant now) {
    Instant running = now.plus(latencies.of(Latency.PENDING));
    return instance.starting(
        now,
        running,
        faults
            .nextAgent(latencies.of(Latency.AGENT_ONLINE_RESTARTED), latencies)
            .map(running::plus));
  }
}
