package dev.berth.workflows.image;

/**
 * What a run finds when it takes charge of an image.
 *
 * @param amiId of an image that is there already: there is nothing to bake; else null
 * @param builderId the host that it will be baked on
 * @param proverId the host that it will be proved on
 */
public record Bake(String amiId, String builderId, String proverId) {}
