package dev.berth.worker;

import static dev.berth.worker.Keys.form;

import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.registry.core.DatabaseServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where cores may live: the keys below {@code berth.regions} and {@code berth.database-servers}.
 */
final class RegionKeys {
  private RegionKeys() {}

  /** The regions, at least one. */
  static List<Region> regions(Keys keys) {
    List<Region> regions =
        keys.below("berth.regions").stream().map(name -> region(keys, name)).toList();
    keys.check(!regions.isEmpty(), "berth.regions", "is missing: name a region, such as us-east-1");
    return regions;
  }

  private static Region region(Keys keys, String name) {
    String at = "berth.regions." + name;
    keys.check(
        form("[a-z]+(-[a-z]+)+-\\d+").test(name), at, "must be an AWS region, such as us-east-1");
    List<Zone> zones =
        keys.below(at + ".zones").stream().map(zone -> zone(keys, name, zone)).toList();
    keys.check(
        !zones.isEmpty(),
        at + ".zones",
        "is missing: it must be zones and their subnets, such as {%sa: subnet-0a1b2c3d}"
            .formatted(name));
    return new Region(
        name,
        zones,
        keys.text(
            at + ".security-group-id",
            form("sg-[0-9a-f]+"),
            "the security group of the hosts, such as sg-0a1b2c3d"),
        keys.text(
            at + ".instance-profile",
            form("[\\w+=,.@-]+"),
            "the name (not the ARN) of the hosts' instance profile, such as berth-host"),
        keys.text(
            at + ".base-image",
            form("ami-[0-9a-f]+|/[\\w./-]+"),
            "an AMI, such as ami-0a1b2c3d, or the SSM parameter that names it, such as"
                + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
        keys.text(at + ".url-scheme", Set.of("http", "https")::contains, "https or http"),
        keys.text(
            at + ".domain",
            form("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d+)?"),
            "the domain below which cores have their URLs, such as cores.example.com"));
  }

  private static Zone zone(Keys keys, String region, String name) {
    String key = "berth.regions." + region + ".zones." + name;
    keys.check(
        name.startsWith(region + "-") || form("[a-z]").test(name.replaceFirst(region, "")),
        key,
        "is no zone of the region, such as " + region + "a");
    return new Zone(
        name,
        keys.text(
            key, form("subnet-[0-9a-f]+"), "Berth's subnet in this zone, such as subnet-0a1b2c3d"));
  }

  /** The servers of the cores' databases: each region has one at least. */
  static List<DatabaseServer> databaseServers(Keys keys, List<Region> regions) {
    Set<String> names = regions.stream().map(Region::name).collect(Collectors.toSet());
    List<DatabaseServer> servers =
        keys.below("berth.database-servers").stream()
            .map(name -> server(keys, name, names))
            .toList();
    names.stream()
        .filter(name -> servers.stream().noneMatch(server -> name.equals(server.region())))
        .forEach(
            name ->
                keys.check(
                    false, "berth.database-servers", "names no server for the cores in " + name));
    return servers;
  }

  private static DatabaseServer server(Keys keys, String name, Set<String> regions) {
    String at = "berth.database-servers." + name;
    return new DatabaseServer(
        name,
        keys.text(at + ".region", regions::contains, "one of berth.regions " + regions),
        keys.text(
            at + ".host",
            form("[A-Za-z0-9.-]+"),
            "a host name, such as main.abc.us-east-1.rds.amazonaws.com"),
        keys.number(at + ".port", 1, 65_535, "a TCP port, such as 5432"),
        keys.text(
            at + ".admin-secret",
            form("/[\\w./-]+"),
            "the name of a SecureString, such as /berth/main/databases/" + name),
        keys.number(
            at + ".connection-budget",
            1,
            Keys.ANY,
            "the connections of all its cores together, 1 or more, such as 150"),
        0);
  }
}
