package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.Ids;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.account.Snapshot;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Filters;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.List;

/** DescribeSnapshots and DeleteSnapshot. */
final class Snapshots {

  static final int GIBIBYTES = 8;

  private final Account account;

  Snapshots(Account account) {
    this.account = account;
  }

  void describe(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    List<String> ids = form.list("SnapshotId");
    ids.forEach(id -> known(region, id, now));
    List<String> owners = form.list("Owner");
    Page<Snapshot> page =
        Page.of(
            region.snapshots().stream()
                .filter(snapshot -> snapshot.isVisible(now))
                .filter(snapshot -> ids.isEmpty() || ids.contains(snapshot.id()))
                .filter(_ -> owners.isEmpty() || isOurs(owners))
                .filter(
                    new Filters<>(Snapshot::tags)
                        .on("snapshot-id", Snapshot::id)
                        .on("volume-id", Snapshot::volumeId)
                        .on("description", Snapshot::description)
                        .on("status", snapshot -> snapshot.state(now))
                        .on("owner-id", _ -> account.id())
                        .of(form))
                .toList(),
            snapshot -> Page.oldestFirst(snapshot.startedAt().toEpochMilli()) + snapshot.id(),
            form.text("NextToken"),
            form.number("MaxResults", 1000));
    xml.list(
            "snapshotSet",
            page.items(),
            (item, snapshot) ->
                item.add("snapshotId", snapshot.id())
                    .add("volumeId", snapshot.volumeId())
                    .add("status", snapshot.state(now))
                    .add("startTime", snapshot.startedAt())
                    .add("progress", now.isBefore(snapshot.settledAt()) ? "0%" : "100%")
                    .add("ownerId", account.id())
                    .add("volumeSize", GIBIBYTES)
                    .add("description", snapshot.description())
                    .add("encrypted", false)
                    .list("tagSet", snapshot.tags().entrySet(), Tags::write))
        .add("nextToken", page.nextToken());
  }

  private boolean isOurs(List<String> owners) {
    return owners.contains("self") || owners.contains(account.id());
  }

  void delete(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    Snapshot snapshot = known(region, form.required("SnapshotId"), now);
    if (region
        .image(snapshot.imageId())
        .filter(image -> image.deregisteredAt().isEmpty())
        .isPresent()) {
      throw AwsError.refused(
          "InvalidSnapshot.InUse",
          "The snapshot %s is currently in use by %s",
          snapshot.id(),
          snapshot.imageId());
    }
    form.stopIfDryRun();
    region.record(snapshot.deleted(now));
    xml.add("return", true);
  }

  static Snapshot known(RegionState region, String id, Instant now) {
    Ids.check("snap", id, "InvalidSnapshotID.Malformed");
    return region
        .snapshot(id)
        .filter(snapshot -> snapshot.isVisible(now))
        .orElseThrow(
            () ->
                AwsError.refused(
                    "InvalidSnapshot.NotFound", "The snapshot '%s' does not exist.", id));
  }
}
