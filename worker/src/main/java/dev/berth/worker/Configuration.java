package dev.berth.worker;

import static java.util.function.Predicate.not;

import com.google.common.collect.Maps;
import com.google.common.net.HostAndPort;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.model.Plan;
import dev.berth.model.Word;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.worker.Schedules.ImagesEvery;
import dev.berth.worker.Schedules.PoolEvery;
import dev.berth.worker.Schedules.SweepEvery;
import io.micronaut.context.env.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator configures; {@code application.yml} explains each key.
 *
 * @param databaseServers those that the registry shall know
 */
public record Configuration(
    Settings settings,
    RegistryDatabase registry,
    List<DatabaseServer> databaseServers,
    SweepEvery sweep,
    PoolEvery pool,
    ImagesEvery images) {

  /** Where the registry is. */
  public record RegistryDatabase(String url, String user, String password) {}

  /**
   * Reads all keys under {@code berth}.
   *
   * @throws Refusal with a sentence for each key that is missing, wrong or unknown
   */
  public static Configuration read(Environment environment) {
    Keys keys = new Keys(environment);
    KeyChecks.check(keys);
    keys.refuseFaults();
    return new Configuration(
        settings(keys),
        keys.bind(RegistryDatabase.class, "berth.registry", Map.of()),
        keys.below("berth.database-servers").stream().map(name -> server(keys, name)).toList(),
        keys.bind(SweepEvery.class, "berth.sweep", Map.of()),
        keys.bind(PoolEvery.class, "berth.pool", Map.of()),
        keys.bind(ImagesEvery.class, "berth.images", Map.of()));
  }

  private static Settings settings(Keys keys) {
    Map<String, Region> regions =
        Maps.toMap(keys.below("berth.regions"), name -> region(keys, name));
    Map<Plan, PlanSettings> plans =
        Maps.toMap(
            keys.below("berth.plans").stream()
                .flatMap(name -> Word.find(Plan.class, name).stream())
                .iterator(),
            plan -> keys.bind(PlanSettings.class, "berth.plans." + plan.word(), Map.of()));
    Optional<HostAndPort> proxy =
        Optional.of(keys.text("berth.cores-proxy"))
            .filter(not(String::isEmpty))
            .map(HostAndPort::fromString);
    return keys.bind(
        Settings.class, "berth", Map.of("regions", regions, "plans", plans, "coresProxy", proxy));
  }

  private static Region region(Keys keys, String name) {
    String at = "berth.regions." + name;
    List<Zone> zones =
        keys.below(at + ".zones").stream()
            .map(zone -> new Zone(zone, keys.text(at + ".zones." + zone)))
            .toList();
    return keys.bind(Region.class, at, Map.of("name", name, "zones", zones));
  }

  private static DatabaseServer server(Keys keys, String name) {
    return keys.bind(
        DatabaseServer.class,
        "berth.database-servers." + name,
        Map.of("name", name, "connectionsReserved", 0));
  }
}
