package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Powers instances off, with all that is on their disks, until they are started again. */
final class StopInstances implements Ec2Operation {

  private final Latencies latencies;
  private final Hosts hosts;

  StopInstances(Latencies latencies, Hosts hosts) {
    this.latencies = latencies;
    this.hosts = hosts;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    form.required("InstanceId.1");
    if (form.flag("Hibernate")) {
      throw AwsError.refused(
          "UnsupportedHibernationConfiguration", "No instance here is enabled for hibernation.");
    }
    Instant now = Instant.now();
    List<Instance> instances = region.instances(form.list("InstanceId"), now);
    for (Instance instance : instances) {
      InstanceState state = instance.state(now);
      if (state != InstanceState.RUNNING && !state.isHalted()) {
        throw AwsError.refused(
            "IncorrectInstanceState",
            "The instance '%s' is not in a state from which it can be stopped.",
            instance.id());
      }
    }
    form.stopIfDryRun();
    var halt = new Instance.Halt(now, now.plus(latencies.of(Latency.STOPPING)));
    Map<Instance, Instance> changes = new LinkedHashMap<>();
    for (Instance instance : instances) {
      boolean runs = instance.state(now) == InstanceState.RUNNING;
      Instance stopping = runs ? instance.stopping(halt) : instance;
      changes.put(instance, stopping);
      if (runs) {
        region.record(stopping);
        hosts.keep(stopping);
      }
    }
    InstanceXml.changes(xml, changes, now);
  }
}
