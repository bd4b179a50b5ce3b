package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Ids;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.account.Snapshot;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.host.Machine;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes an image, and the snapshot that holds it, of an instance's disk as it is now. */
final class CreateImage implements Ec2Operation {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9()\\[\\] ./'@_-]{3,128}");
  private static final int LONGEST_DESCRIPTION = 255;

  private final Latencies latencies;
  private final Faults faults;
  private final Hosts hosts;

  CreateImage(Latencies latencies, Faults faults, Hosts hosts) {
    this.latencies = latencies;
    this.faults = faults;
    this.hosts = hosts;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    Instance source = region.instances(List.of(form.required("InstanceId")), now).getFirst();
    String name = name(region, form);
    String description = form.text("Description").orElse("");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw AwsError.refused(
          "InvalidParameterValue",
          "Description must be at most %d characters.",
          LONGEST_DESCRIPTION);
    }
    Map<String, String> tags = Tags.checked(form.tagsOf("image"));
    Map<String, String> snapshotTags = Tags.checked(form.tagsOf("snapshot"));
    form.onlyTagsOf("image", "snapshot");
    InstanceState state = source.state(now);
    if (state != InstanceState.RUNNING && state != InstanceState.STOPPED) {
      throw AwsError.refused(
          "InvalidParameterValue", "Instance is not in state 'running' or 'stopped'.");
    }
    form.stopIfDryRun();

    Optional<String> failure = faults.next(Fault.ImageFails.class).map(Fault.ImageFails::reason);
    Image image = image(source, name, description, tags, failure, now);
    region.record(snapshot(image, snapshotTags));
    region.record(image);
    boolean live = state == InstanceState.RUNNING && form.flag("NoReboot");
    Instance then = source;
    if (state == InstanceState.RUNNING && !live) {
      then =
          source.rebooting(
              now,
              faults
                  .nextAgent(latencies.of(Latency.AGENT_ONLINE_REBOOTED), latencies)
                  .map(now::plus));
      region.record(then);
    }
    hosts.copyDisk(image, then, live);
    xml.add("imageId", image.id());
  }

  private static String name(RegionState region, Form form) {
    String name = form.required("Name");
    if (!NAME.matcher(name).matches()) {
      throw AwsError.refused(
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers,"
              + " '(', ')', '.', '-', '/' and '_'");
    }
    region.images().stream()
        .filter(image -> image.name().equals(name) && image.deregisteredAt().isEmpty())
        .findFirst()
        .ifPresent(
            image -> {
              throw AwsError.refused(
                  "InvalidAMIName.Duplicate",
                  "AMI name %s is already in use by AMI %s",
                  name,
                  image.id());
            });
    return name;
  }

  private Image image(
      Instance source,
      String name,
      String description,
      Map<String, String> tags,
      Optional<String> failure,
      Instant now) {
    return new Image(
        source.region(),
        Ids.random("ami"),
        name,
        description,
        "self",
        "x86_64",
        Machine.Software.STOCK,
        Optional.of(new Image.Source(source.id(), Ids.random("snap"))),
        tags,
        now,
        now.plus(latencies.of(Latency.IMAGE_VISIBLE)),
        now.plus(latencies.of(Latency.CREATE_IMAGE)),
        failure,
        Optional.empty());
  }

  private static Snapshot snapshot(Image image, Map<String, String> tags) {
    Image.Source source = image.source().orElseThrow();
    return new Snapshot(
        image.region(),
        source.snapshotId(),
        Ids.random("vol"),
        image.id(),
        "Created by CreateImage(%s) for %s".formatted(source.instanceId(), image.id()),
        tags,
        image.createdAt(),
        image.visibleAt(),
        image.settledAt(),
        image.failure().isPresent(),
        Optional.empty());
  }
}
