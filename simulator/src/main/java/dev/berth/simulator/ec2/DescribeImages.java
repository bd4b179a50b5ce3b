package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.InstanceState;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.List;

/** Finds images by id, owner or filter. */
final class DescribeImages implements Ec2Operation {

  private static final String AMAZON = "137112412989";

  private final Account account;

  DescribeImages(Account account) {
    this.account = account;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    List<String> ids = form.list("ImageId");
    ids.forEach(id -> checkKnown(region, id, now));
    List<String> owners = form.list("Owner");
    Page<Image> page =
        Page.of(
            region.visibleImages(now).stream()
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(
                    image ->
                        owners.isEmpty()
                            || owners.contains(image.ownerAlias())
                            || owners.contains(ownerId(image)))
                .filter(
                    new Filters<>(Image::tags)
                        .on("image-id", Image::id)
                        .on("name", Image::name)
                        .on("description", Image::description)
                        .on("owner-alias", Image::ownerAlias)
                        .on("owner-id", this::ownerId)
                        .on("state", image -> image.state(now))
                        .on("architecture", Image::architecture)
                        .of(form))
                .toList(),
            image -> Page.oldestFirst(image.createdAt().toEpochMilli()) + image.id(),
            form.text("NextToken"),
            form.number("MaxResults", 1000));
    xml.list("imagesSet", page.items(), (item, image) -> write(item, image, now))
        .add("nextToken", page.nextToken());
  }

  /** Of a deregistered one nothing is told as long as an instance runs that was made of it. */
  private static void checkKnown(RegionState region, String id, Instant now) {
    boolean embodied =
        region.image(id).flatMap(Image::deregisteredAt).isPresent()
            && region.instances().stream()
                .filter(instance -> instance.launch().imageId().equals(id))
                .anyMatch(instance -> instance.state(now) != InstanceState.TERMINATED);
    if (!embodied) {
      Images.known(region, id, now);
    }
  }

  private void write(Xml xml, Image image, Instant now) {
    String state = image.state(now);
    xml.add("imageId", image.id())
        .add("imageLocation", ownerId(image) + "/" + image.name())
        .add("name", image.name())
        .add("description", image.description())
        .add("imageState", state)
        .add("imageOwnerId", ownerId(image))
        .add("creationDate", image.createdAt())
        .add("isPublic", !image.ownerAlias().equals("self"))
        .add("architecture", image.architecture())
        .add("imageType", "machine")
        .add("virtualizationType", "hvm")
        .add("rootDeviceType", "ebs")
        .add("rootDeviceName", "/dev/xvda")
        .add("sourceInstanceId", image.source().map(Image.Source::instanceId))
        .list("tagSet", image.tags().entrySet(), Tags::write);
    if (state.equals(Image.FAILED)) {
      String reason = image.failure().orElseThrow();
      InstanceXml.stateReason(xml, reason, "Scripted to fail");
    }
    // Which snapshot it is, only an available one says.
    xml.list(
        "blockDeviceMapping",
        image.source().stream().toList(),
        (item, source) ->
            item.add("deviceName", "/dev/xvda")
                .nest(
                    "ebs",
                    ebs -> {
                      if (state.equals(Image.AVAILABLE)) {
                        ebs.add("snapshotId", source.snapshotId());
                      }
                      ebs.add("volumeSize", Snapshots.GIBIBYTES)
                          .add("volumeType", "gp3")
                          .add("deleteOnTermination", true)
                          .add("encrypted", false);
                    }));
  }

  private String ownerId(Image image) {
    return switch (image.ownerAlias()) {
      case "self" -> account.id();
      case "amazon" -> AMAZON;
      case String other -> other;
    };
  }
}
