package dev.berth.workflows.image;

/**
 * An image that somebody wants.
 *
 * @param version of the core, a tag; null: the default one
 * @param baseImage the AMI to bake it from; null: the one that the region's configuration names now
 */
public record ImageWish(String version, String baseImage) {}
