package dev.berth.worker;

import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.workflows.core.CoreKey;
import dev.berth.workflows.core.Plan;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an operator configures, as Micronaut reads it; {@code application.yml} explains each key. A
 * key that is missing or wrong fails the start by its name.
 */
final class Configuration {
  private Configuration() {}

  @ConfigurationProperties("berth")
  record Berth(
      String installation, String imageRepository, String defaultVersion, Duration pollInterval) {}

  @ConfigurationProperties("berth.registry")
  record RegistryDatabase(String url, String user, String password) {}

  @EachProperty("berth.regions")
  record RegionOf(
      @Parameter String name,
      Map<String, String> zones,
      String securityGroupId,
      String instanceProfile,
      String baseImage,
      String urlScheme,
      String domain) {
    Region region() {
      require(
          !zones.isEmpty(),
          "berth.regions." + name + ".zones",
          "name at least one zone and its subnet");
      List<Zone> ordered =
          new TreeMap<>(zones)
              .entrySet().stream().map(e -> new Zone(e.getKey(), e.getValue())).toList();
      return new Region(
          name, ordered, securityGroupId, instanceProfile, baseImage, urlScheme, domain);
    }
  }

  @EachProperty("berth.plans")
  record PlanOf(
      @Parameter String name,
      int slots,
      List<String> instanceTypes,
      int connections,
      int memoryMegabytes) {
    Plan plan() {
      return Plan.ofWord(name)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "berth.plans." + name + ": there is no plan of this name"));
    }

    PlanSettings settings() {
      require(
          !instanceTypes.isEmpty(),
          "berth.plans." + name + ".instance-types",
          "name at least one type");
      return new PlanSettings(slots, instanceTypes, connections, memoryMegabytes);
    }
  }

  @EachProperty("berth.database-servers")
  record DatabaseServerOf(
      @Parameter String name,
      String region,
      String host,
      int port,
      String adminSecret,
      int connectionBudget) {
    DatabaseServer server() {
      return new DatabaseServer(name, region, host, port, adminSecret, connectionBudget, 0);
    }
  }

  static Settings settings(Berth berth, List<RegionOf> regions, List<PlanOf> plans) {
    require(CoreKey.isSlug(berth.installation()), "berth.installation", CoreKey.SLUG);
    require(!regions.isEmpty(), "berth.regions", "configure at least one region");
    require(!plans.isEmpty(), "berth.plans", "configure at least one plan");
    return new Settings(
        berth.installation(),
        regions.stream()
            .map(RegionOf::region)
            .collect(Collectors.toMap(Region::name, Function.identity())),
        plans.stream().collect(Collectors.toMap(PlanOf::plan, PlanOf::settings)),
        berth.imageRepository(),
        berth.defaultVersion(),
        berth.pollInterval());
  }

  private static void require(boolean good, String key, String what) {
    if (!good) {
      throw new IllegalArgumentException(key + ": " + what);
    }
  }
}
