package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Fact;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.account.Snapshot;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.Form;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.Xml;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds tags to instances, images and snapshots, or changes their values. */
final class CreateTags implements Ec2Operation {

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    form.required("ResourceId.1");
    Map<String, String> added = form.tags("Tag");
    Instant now = Instant.now();
    List<Fact> tagged =
        form.list("ResourceId").stream().map(id -> tagged(region, id, added, now)).toList();
    form.stopIfDryRun();
    tagged.forEach(region::record);
    xml.add("return", true);
  }

  private static Fact tagged(
      RegionState region, String id, Map<String, String> added, Instant now) {
    return switch (id.split("-", 2)[0]) {
      case "i" -> {
        Instance instance = region.instances(List.of(id), now).getFirst();
        yield instance.tagged(with(instance.tags(), added));
      }
      case "ami" -> {
        Image image = Images.own(region, id, now);
        yield image.tagged(with(image.tags(), added));
      }
      case "snap" -> {
        Snapshot snapshot = Snapshots.known(region, id, now);
        yield snapshot.tagged(with(snapshot.tags(), added));
      }
      default -> throw AwsError.refused("InvalidID", "The ID '%s' is not valid", id);
    };
  }

  private static Map<String, String> with(Map<String, String> tags, Map<String, String> added) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(added);
    return Tags.checked(all);
  }
}
