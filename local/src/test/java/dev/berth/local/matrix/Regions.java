package dev.berth.local.matrix;

import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.model.Plan;
import dev.berth.simulator.account.Account;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An account with a region for every cell, all furnished like the standard one. */
final class Regions {
  private static final int MOST = 3000;
  private static final String MODEL = "us-east-1";

  private Regions() {}

  static String name(int number) {
    if (number >= MOST) {
      throw new IllegalStateException("more cells than regions: raise the number of regions");
    }
    return "cell-" + number;
  }

  static Account account() {
    Account standard = Account.standard();
    return new Account(
        standard.id(),
        names()
            .map(name -> like(standard.region(MODEL), name))
            .collect(Collectors.toMap(Account.Region::name, Function.identity())));
  }

  static Settings settings(Account account, String installation) {
    return new Settings(
        installation,
        names().collect(Collectors.toMap(name -> name, name -> settings(account.region(name)))),
        Map.of(
            Plan.PACKED, new PlanSettings(7, java.util.List.of("t3.small"), 10, 256),
            Plan.DEDICATED, new PlanSettings(1, java.util.List.of("t2.micro"), 10, 768)),
        "supertokens/supertokens-postgresql",
        "11.2.3",
        new ImageSettings(
            URI.create("http://127.0.0.1"),
            "docker",
            java.util.List.of("t3.small"),
            3,
            Duration.ofDays(30)),
        Duration.ofMillis(100),
        1000,
        Optional.empty());
  }

  private static Stream<String> names() {
    return IntStream.range(0, MOST).mapToObj(Regions::name);
  }

  private static Account.Region like(Account.Region model, String name) {
    return new Account.Region(
        name,
        model.vpcId(),
        model.subnets().stream()
            .map(s -> new Account.Subnet(s.id(), s.zone().replace(MODEL, name), s.cidr()))
            .toList(),
        model.securityGroups(),
        model.instanceProfiles(),
        model.images(),
        model.types());
  }

  private static Settings.Region settings(Account.Region region) {
    return new Settings.Region(
        region.name(),
        region.subnets().stream().map(s -> new Settings.Zone(s.zone(), s.id())).toList(),
        region.securityGroups().getFirst(),
        region.instanceProfiles().getFirst(),
        Account.STOCK_IMAGE_PARAMETER,
        "http",
        "localhost");
  }
}
