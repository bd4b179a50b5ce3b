package dev.berth.local.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds tags to instances, or changes their values. */
final class CreateTags implements Ec2Operation {

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    form.required("ResourceId.1");
    List<String> ids = form.list("ResourceId");
    for (String id : ids) {
      if (!id.startsWith("i-")) {
        throw AwsError.refused("InvalidID", "The ID '%s' is not valid", id);
      }
    }
    Map<String, String> added = form.tags("Tag");
    List<Instance> tagged =
        region.instances(ids, Instant.now()).stream()
            .map(
                instance -> {
                  Map<String, String> tags = new LinkedHashMap<>(instance.tags());
                  tags.putAll(added);
                  return instance.tagged(Tags.checked(tags));
                })
            .toList();
    form.stopIfDryRun();
    tagged.forEach(region::record);
    xml.add("return", true);
  }
}
