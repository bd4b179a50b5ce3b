package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request to bake an image.
 *
 * @param region an AWS region; the default one when left out
 * @param version of the core, a tag such as {@code 11.2.3}; the installation's when left out
 * @param baseImage an AMI of this region to bake it from; the region's configured one, as it is
 *     now, when left out
 */
public record BakeRequest(
    @Nullable String region, @Nullable String version, @Nullable String baseImage) {}
