package dev.berth.local.aws;

import java.util.List;
import java.util.Map;

/** Finds images by id, owner or filter. */
final class DescribeImages implements Ec2Operation {

  private final Account account;
  private final Filters<Account.Image> filters =
      new Filters<Account.Image>(_ -> Map.of())
          .on("image-id", Account.Image::id)
          .on("name", Account.Image::name)
          .on("owner-alias", Account.Image::ownerAlias)
          .on("state", _ -> "available")
          .on("architecture", _ -> "x86_64");

  DescribeImages(Account account) {
    this.account = account;
  }

  @Override
  public void answer(RegionState region, Form form, Xml xml) {
    List<String> ids = form.list("ImageId");
    List<String> owners = form.list("Owner");
    List<Account.Image> images = region.offer().images();
    for (String id : ids) {
      if (images.stream().noneMatch(image -> image.id().equals(id))) {
        throw AwsError.refused("InvalidAMIID.NotFound", "The image id '[%s]' does not exist", id);
      }
    }
    List<Account.Image> found =
        images.stream()
            .filter(image -> ids.isEmpty() || ids.contains(image.id()))
            .filter(
                image ->
                    owners.isEmpty()
                        || owners.contains(image.ownerAlias())
                        || owners.contains(ownerId(image)))
            .filter(filters.of(form))
            .toList();
    xml.list(
        "imagesSet",
        found,
        (item, image) ->
            item.add("imageId", image.id())
                .add("name", image.name())
                .add("imageState", "available")
                .add("imageOwnerId", ownerId(image))
                .add("isPublic", !image.ownerAlias().equals("self"))
                .add("architecture", "x86_64")
                .add("imageType", "machine"));
  }

  private String ownerId(Account.Image image) {
    return image.ownerAlias().equals("self") ? account.id() : "137112412989";
  }
}
