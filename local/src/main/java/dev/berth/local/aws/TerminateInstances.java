package dev.berth.local.aws;

import java.time.Instant;
import java.util.List;

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
            "User initiated shutdown");
    for (Instance instance : instances) {
      if (!instance.state(now).isEnding()) {
        Instance ended = instance.ending(end);
        region.record(ended);
        hosts.end(ended);
      }
    }
    InstanceXml.changes(xml, instances, now, InstanceState.SHUTTING_DOWN);
  }
}
