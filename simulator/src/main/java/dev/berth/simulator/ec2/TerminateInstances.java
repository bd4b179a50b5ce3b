package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends instances for good; asked twice, it is done once. */
final class TerminateInstances implements Ec2Operation {

  private final Latencies latencies;
  private final Hosts hosts;

  TerminateInstances(Latencies latencies, Hosts hosts) {
    this.latencies = latencies;
    this.hosts = hosts;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    form.required("InstanceId.1");
    Instant now = Instant.now();
    List<Instance> instances = region.instances(form.list("InstanceId"), now);
    form.stopIfDryRun();
    Instant terminated = now.plus(latencies.of(Latency.SHUTTING_DOWN));
    Instance.End end =
        new Instance.End(
            now,
            terminated,
            terminated.plus(latencies.of(Latency.TERMINATED_VISIBLE)),
            Instance.End.USER,
            Instance.End.USERS_WORDS);
    Map<Instance, Instance> changes = new LinkedHashMap<>();
    for (Instance instance : instances) {
      boolean ending = instance.state(now).isEnding();
      Instance ended = ending ? instance : instance.ending(end);
      changes.put(instance, ended);
      if (!ending) {
        region.record(ended);
        hosts.end(ended);
      }
    }
    InstanceXml.changes(xml, changes, now);
  }
}
