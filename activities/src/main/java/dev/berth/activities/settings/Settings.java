package dev.berth.activities.settings;

import com.google.common.net.HostAndPort;
import dev.berth.activities.failure.Fail;
import dev.berth.model.FailureType;
import dev.berth.model.Plan;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One installation.
 *
 * @param installation its id; in every tag, token and name, and in every filter that it searches
 *     with
 * @param regions by name
 * @param plans how each plan houses its cores
 * @param imageRepository the cores' container image, without tag
 * @param defaultVersion the tag when a request names none
 * @param images how images are baked and kept
 * @param pollInterval how often the shared polls ask AWS and the registry; 1-2 s on AWS
 * @param launchesPerSecond of all workers together, per second: below what AWS refills
 * @param coresProxy an HTTP proxy that leads to the hosts; else workers reach them themselves
 */
public record Settings(
    String installation,
    Map<String, Region> regions,
    Map<Plan, PlanSettings> plans,
    String imageRepository,
    String defaultVersion,
    ImageSettings images,
    Duration pollInterval,
    int launchesPerSecond,
    Optional<HostAndPort> coresProxy) {
  /** The first slot's port: the core's own default. */
  public static final int FIRST_PORT = 3567;

  /** The settings of a region; a request for one that is not configured can never succeed. */
  public Region region(String name) {
    Region region = regions.get(name);
    if (region == null) {
      throw Fail.terminal(
          FailureType.INVALID, "region '%s' is not configured; known: %s", name, regions.keySet());
    }
    return region;
  }

  /** The settings of a plan; a request for one that is not configured can never succeed. */
  public PlanSettings plan(Plan plan) {
    PlanSettings settings = plans.get(plan);
    if (settings == null) {
      throw Fail.terminal(FailureType.INVALID, "plan '%s' is not configured", plan.word());
    }
    return settings;
  }

  /**
   * The types that a plan's hosts may have.
   *
   * @param plan null: of the hosts that images are baked on
   */
  public List<String> instanceTypes(Plan plan) {
    return plan == null ? images.instanceTypes() : plan(plan).instanceTypes();
  }

  /** The cores' container image of this version; of the default one when it is null. */
  public String coreImage(String version) {
    return imageRepository + ":" + (version == null ? defaultVersion : version);
  }

  /**
   * How images are baked and kept.
   *
   * @param registry the container registry that the cores' image comes from
   * @param docker the package that Docker is installed from, with a version or without
   * @param instanceTypes what an image is baked and proved on, in order of preference
   * @param keep how many images of a region are kept, the current one among them
   * @param maxAge after which an image is baked again
   */
  public record ImageSettings(
      URI registry, String docker, List<String> instanceTypes, int keep, Duration maxAge) {}

  /**
   * An AWS region with all that a host needs there.
   *
   * @param zones in order of preference
   * @param baseImage an AMI id, or the name of a public SSM parameter that holds one
   * @param urlScheme {@code https}, or {@code http} in the local world
   * @param domain the URL of a core is {@code {urlScheme}://{coreId}.{region}.{domain}}
   */
  public record Region(
      String name,
      List<Zone> zones,
      String securityGroupId,
      String instanceProfile,
      String baseImage,
      String urlScheme,
      String domain) {}

  /** A zone and Berth's subnet in it. */
  public record Zone(String name, String subnetId) {}

  /**
   * How a plan houses its cores.
   *
   * @param slots cores per host
   * @param instanceTypes allowed types, in order of preference
   * @param connections database connections per core
   * @param memoryMegabytes memory limit per core
   */
  public record PlanSettings(
      int slots, List<String> instanceTypes, int connections, int memoryMegabytes) {}
}
