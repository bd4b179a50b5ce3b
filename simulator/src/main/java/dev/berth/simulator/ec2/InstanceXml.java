package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Instances as EC2 describes them. */
final class InstanceXml {

  private InstanceXml() {}

  /** Instances of one reservation. */
  static void reservation(
      Xml xml,
      Account.Region region,
      Account account,
      Collection<Instance> instances,
      Instant now) {
    xml.add("reservationId", instances.iterator().next().reservation())
        .add("ownerId", account.id())
        .list(
            "instancesSet",
            instances,
            (item, instance) -> instance(item, region, account, instance, now));
  }

  private static void instance(
      Xml xml, Account.Region region, Account account, Instance instance, Instant now) {
    Instance.Launch launch = instance.launch();
    xml.add("instanceId", instance.id())
        .add("imageId", launch.imageId())
        .nest("instanceState", instance.state(now)::write)
        .add("amiLaunchIndex", instance.launchIndex())
        .add("clientToken", launch.clientToken())
        .add("instanceType", launch.type())
        .add("launchTime", instance.launchedAt())
        .add("architecture", "x86_64")
        .nest(
            "placement",
            placement ->
                placement.add("availabilityZone", launch.subnet().zone()).add("tenancy", "default"))
        .nest("monitoring", monitoring -> monitoring.add("state", "disabled"));
    reason(xml, instance, now);
    profile(xml, account, launch.profile());
    xml.list("tagSet", instance.tags().entrySet(), Tags::write)
        .nest(
            "metadataOptions",
            options ->
                options
                    .add("state", "applied")
                    .add("httpTokens", launch.httpTokens())
                    .add("httpPutResponseHopLimit", launch.hopLimit())
                    .add("httpEndpoint", "enabled"));
    if (hasNetwork(instance, now)) {
      xml.add("subnetId", launch.subnet().id())
          .add("vpcId", region.vpcId())
          .add("privateIpAddress", instance.privateIp())
          .list("groupSet", launch.securityGroups(), (group, id) -> group.add("groupId", id));
    }
  }

  /** A terminated instance has lost its address, subnet and groups. */
  static boolean hasNetwork(Instance instance, Instant now) {
    return instance.state(now) != InstanceState.TERMINATED;
  }

  private static void reason(Xml xml, Instance instance, Instant now) {
    InstanceState state = instance.state(now);
    if (state.isHalted()) {
      Instant asked = instance.halt().orElseThrow().beginsAt();
      reason(xml, asked, Instance.End.USER, Instance.End.USERS_WORDS);
    } else if (state.isEnding()) {
      Instance.End end = instance.end().orElseThrow();
      reason(xml, end.beginsAt(), end.code(), end.why());
    }
  }

  private static void reason(Xml xml, Instant at, String code, String why) {
    xml.add("reason", code.equals(Instance.End.USER) ? "User initiated (" + at + ")" : code);
    stateReason(xml, code, why);
  }

  /** Why something is in the state that it is in. */
  static void stateReason(Xml xml, String code, String why) {
    xml.nest("stateReason", reason -> reason.add("code", code).add("message", code + ": " + why));
  }

  private static void profile(Xml xml, Account account, Optional<String> profile) {
    profile.ifPresent(
        name ->
            xml.nest(
                "iamInstanceProfile",
                element ->
                    element.add(
                        "arn",
                        "arn:aws:iam::%s:instance-profile/%s".formatted(account.id(), name))));
  }

  /** The change that a call made to instances: each as it was, and as it is now. */
  static void changes(Xml xml, Map<Instance, Instance> changes, Instant now) {
    xml.list(
        "instancesSet",
        changes.entrySet(),
        (item, change) ->
            item.add("instanceId", change.getKey().id())
                .nest("currentState", change.getValue().state(now)::write)
                .nest("previousState", change.getKey().state(now)::write));
  }
}
