package dev.berth.workflows.image;

/**
 * An image that is asked for.
 *
 * @param version of the core, a tag; null: the default one
 * @param baseAmi the AMI to bake it from; null: the one that the region's configuration names now
 */
public record ImageWish(String version, String baseAmi) {
  /** One word for both, e.g. {@code 11.0-default}. */
  String word() {
    return "%s-%s"
        .formatted(version == null ? "default" : version, baseAmi == null ? "default" : baseAmi);
  }
}
