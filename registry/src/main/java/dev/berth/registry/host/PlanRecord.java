package dev.berth.registry.host;

import dev.berth.model.Plan;
import java.util.List;

/**
 * What the hosts of a plan are like.
 *
 * @param slots cores per host
 * @param instanceTypes in order of preference
 */
public record PlanRecord(Plan name, int slots, List<String> instanceTypes) {}
