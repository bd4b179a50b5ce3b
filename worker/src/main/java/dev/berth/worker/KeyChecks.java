package dev.berth.worker;

import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Word;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code keys.txt} cannot say: rules about names, and between keys. */
final class KeyChecks {
  private KeyChecks() {}

  /** Adds all faults to those of the keys. */
  static void check(Keys keys) {
    keys.check("berth.installation", CoreKey::isSlug);
    keys.check("berth.cores-proxy", KeyChecks::isHostAndPort);
    keys.check("berth.registry.url", KeyChecks::isPostgresUrl);
    plans(keys);
    List<String> regions = keys.below("berth.regions");
    keys.check(!regions.isEmpty(), "berth.regions", "is missing: name a region, such as us-east-1");
    regions.forEach(name -> region(keys, name));
    databaseServers(keys, regions);
  }

  private static void plans(Keys keys) {
    List<String> plans = keys.below("berth.plans");
    String words = Stream.of(Plan.values()).map(Plan::word).collect(Collectors.joining(", "));
    keys.check(!plans.isEmpty(), "berth.plans", "is missing: configure one of " + words);
    for (String name : plans) {
      keys.check(
          Word.find(Plan.class, name).isPresent(),
          "berth.plans." + name,
          "is no plan; there are " + words);
    }
  }

  private static void region(Keys keys, String name) {
    String at = "berth.regions." + name;
    keys.check(
        name.matches("[a-z]+(-[a-z]+)+-\\d+"), at, "must be an AWS region, such as us-east-1");
    List<String> zones = keys.below(at + ".zones");
    keys.check(
        !zones.isEmpty(),
        at + ".zones",
        "is missing: it must be zones and their subnets, such as {%sa: subnet-0a1b2c3d}"
            .formatted(name));
    for (String zone : zones) {
      keys.check(
          zone.matches(Pattern.quote(name) + "([a-z]|-.+)"),
          at + ".zones." + zone,
          "is no zone of the region, such as " + name + "a");
    }
  }

  private static void databaseServers(Keys keys, List<String> regions) {
    Set<String> served = new HashSet<>();
    for (String name : keys.below("berth.database-servers")) {
      String key = "berth.database-servers." + name + ".region";
      String region = keys.text(key);
      served.add(region);
      keys.check(
          region == null || regions.contains(region),
          key,
          "is '%s', but must be one of berth.regions %s".formatted(region, regions));
    }
    for (String region : regions) {
      keys.check(
          served.contains(region),
          "berth.database-servers",
          "names no server for the cores in " + region);
    }
  }

  private static boolean isHostAndPort(String text) {
    return text.isEmpty()
        || (text.matches("[A-Za-z0-9.-]+:[1-9]\\d{0,4}")
            && Integer.parseInt(text.substring(text.indexOf(':') + 1)) <= 65_535);
  }

  private static boolean isPostgresUrl(String url) {
    try {
      return url.startsWith("jdbc:postgresql:") && DriverManager.getDriver(url) != null;
    } catch (SQLException malformed) {
      return false;
    }
  }
}
