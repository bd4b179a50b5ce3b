package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.account.Snapshot;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.Optional;

/** Takes an image out of use; its snapshot stays and costs money, unless it is to go as well. */
final class DeregisterImage implements Ec2Operation {

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    Instant now = Instant.now();
    String id = form.required("ImageId");
    if (region.image(id).flatMap(Image::deregisteredAt).isPresent()) {
      throw Images.unavailable(id);
    }
    Image image = Images.own(region, id, now);
    form.stopIfDryRun();
    region.record(image.deregistered(now));
    xml.add("return", true);
    if (form.flag("DeleteAssociatedSnapshots")) {
      Optional<Snapshot> snapshot =
          image
              .source()
              .flatMap(source -> region.snapshot(source.snapshotId()))
              .filter(one -> one.deletedAt().isEmpty());
      snapshot.ifPresent(one -> region.record(one.deleted(now)));
      xml.list(
          "deleteSnapshotResultSet",
          snapshot.stream().toList(),
          (item, one) -> item.add("snapshotId", one.id()).add("returnCode", "success"));
    }
  }
}
