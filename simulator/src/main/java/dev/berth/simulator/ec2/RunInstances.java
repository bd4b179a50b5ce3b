package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Ids;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Launches instances, once per client token and zone. */
final class RunInstances implements Ec2Operation {

  private final Ledger ledger;
  private final Latencies latencies;
  private final Faults faults;
  private final Hosts hosts;

  RunInstances(Ledger ledger, Latencies latencies, Faults faults, Hosts hosts) {
    this.ledger = ledger;
    this.latencies = latencies;
    this.faults = faults;
    this.hosts = hosts;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    Instance.Launch launch = LaunchRequest.checked(form, region, fingerprint(form), now);
    Map<String, String> tags = Tags.checked(form.tagsOf("instance"));
    int count = LaunchRequest.count(form);
    List<Instance> instances = earlier(region, launch);
    if (instances.isEmpty()) {
      form.stopIfDryRun();
      InstanceTypes.refuseOverQuota(
          region, count * InstanceTypes.vcpus(launch.type()), faults.vcpuLimit(), now);
      faults.refuseWithoutCapacity(launch.type(), launch.subnet().zone());
      instances = launch(region, launch, tags, count, now);
    } else {
      checkReplay(instances, launch, now);
    }
    InstanceXml.reservation(xml, region.offer(), ledger.account(), instances, now);
  }

  private static List<Instance> earlier(RegionState region, Instance.Launch launch) {
    return region.instances().stream()
        .filter(
            instance ->
                launch.clientToken().isPresent()
                    && instance.launch().clientToken().equals(launch.clientToken())
                    && instance.launch().tokenScope().equals(launch.tokenScope()))
        .toList();
  }

  private static void checkReplay(List<Instance> earlier, Instance.Launch launch, Instant now) {
    if (!earlier.getFirst().launch().fingerprint().equals(launch.fingerprint())) {
      throw AwsError.refused(
          "IdempotentParameterMismatch",
          "Arguments on this idempotent request are inconsistent with arguments used in previous"
              + " request(s).");
    }
    if (earlier.stream().anyMatch(instance -> instance.state(now).isEnding())) {
      throw AwsError.refused(
          "IdempotentInstanceTerminated",
          "An instance that was launched with this client token has been terminated.");
    }
  }

  private List<Instance> launch(
      RegionState region,
      Instance.Launch launch,
      Map<String, String> tags,
      int count,
      Instant now) {
    String reservation = Ids.random("r");
    List<Instance> instances =
        IntStream.range(0, count)
            .mapToObj(i -> instance(region, reservation, i, launch, tags, now))
            .toList();
    instances.forEach(region::record);
    instances.forEach(hosts::keep);
    return instances;
  }

  private Instance instance(
      RegionState region,
      String reservation,
      int index,
      Instance.Launch launch,
      Map<String, String> tags,
      Instant now) {
    Instant running = now.plus(latencies.of(Latency.PENDING));
    Latency agent =
        region.image(launch.imageId()).orElseThrow().isPrepared()
            ? Latency.AGENT_ONLINE_PREPARED
            : Latency.AGENT_ONLINE;
    return new Instance(
        region.offer().name(),
        Ids.random("i"),
        ledger.nextLaunch(),
        reservation,
        index,
        launch,
        tags,
        now,
        now.plus(latencies.of(Latency.INSTANCE_VISIBLE)),
        running,
        faults.nextAgent(latencies.of(agent), latencies).map(running::plus),
        1,
        Optional.empty(),
        Optional.empty(),
        faults
            .nextDeath(latencies)
            .map(death -> deathAt(running.plus(death.afterRunning()), death)));
  }

  private Instance.End deathAt(Instant at, Faults.Death death) {
    return new Instance.End(
        at, at, at.plus(latencies.of(Latency.TERMINATED_VISIBLE)), death.code(), death.message());
  }

  private static String fingerprint(Form form) {
    String substance =
        form.substance()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(substance.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
