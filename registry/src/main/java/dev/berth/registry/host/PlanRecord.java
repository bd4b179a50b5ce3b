package dev.berth.registry.host;

import java.util.List;

/**
 * What the hosts of a plan are like.
 *
 * @param slots cores per host
 * @param instanceTypes in order of preference
 */
public record PlanRecord(String name, int slots, List<String> instanceTypes) {}
