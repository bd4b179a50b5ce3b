package dev.berth.workflows.image;

import java.util.List;

/**
 * What a run finds when it takes charge of an image that is to go.
 *
 * @param plan what it was baked of
 * @param hosts those of its bake that are not gone
 */
public record ImageRetirement(ImagePlan plan, List<String> hosts) {}
