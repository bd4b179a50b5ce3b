package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Every answer with status 202: an operation carries out what was asked.
 *
 * @param operation a new one, or the one under way that does the same
 * @param core the core as far as it is known, when a core was asked for
 * @param imageId the id of the image, when it was asked to bake or retire one
 */
public record Accepted(
    OperationView operation, @Nullable CoreView core, @Nullable String imageId) {}
