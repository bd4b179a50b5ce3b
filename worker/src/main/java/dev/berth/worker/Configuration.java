package dev.berth.worker;

import static dev.berth.worker.Keys.form;
import static java.util.function.Predicate.not;

import com.google.common.net.HostAndPort;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.activities.settings.Settings.PlanSettings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.worker.Schedules.ImagesEvery;
import dev.berth.worker.Schedules.PoolEvery;
import dev.berth.worker.Schedules.SweepEvery;
import dev.berth.workflows.core.CoreKey;
import dev.berth.workflows.core.Plan;
import io.micronaut.context.env.Environment;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final Duration POLL_LEAST = Duration.ofMillis(50);
  private static final Duration POLL_MOST = Duration.ofSeconds(10);
  private static final Duration SWEEP_LEAST = Duration.ofSeconds(10);
  private static final Duration SWEEP_MOST = Duration.ofHours(24);
  private static final Duration EMPTY_MOST = Duration.ofDays(30);

  /** Where the registry is. */
  public record RegistryDatabase(String url, String user, String password) {}

  /**
   * Reads all keys under {@code berth}.
   *
   * @throws Refusal with a sentence for each key that is missing, wrong or unknown
   */
  public static Configuration read(Environment environment) {
    Keys keys = new Keys(environment);
    String installation =
        keys.text(
            "berth.installation",
            CoreKey::isSlug,
            "the id of this Berth, such as main (" + CoreKey.SLUG + ")");
    String repository =
        keys.text(
            "berth.image-repository",
            form("([\\w.-]+(:\\d+)?/)*[\\w.-]+"),
            "the cores' container image without a tag, such as supertokens/supertokens-postgresql");
    String version =
        keys.text("berth.default-version", form("\\w[\\w.-]*"), "an image tag, such as 11.2.3");
    Duration poll =
        keys.duration(
            "berth.poll-interval", POLL_LEAST, POLL_MOST, "a time from 50ms to 10s, such as 1s");
    int launches =
        keys.number(
            "berth.launches-per-second",
            1,
            1000,
            "the instances that all workers together ask for in a second, 1 to 1000, such as 2");
    String proxy =
        keys.text(
            "berth.cores-proxy",
            text -> text.isEmpty() || isHostAndPort(text),
            "the host and port of an HTTP proxy that leads to the hosts, such as"
                + " proxy.example.com:3128, or \"\"");
    SweepEvery sweep =
        new SweepEvery(
            keys.duration(
                "berth.sweep.interval",
                SWEEP_LEAST,
                SWEEP_MOST,
                "a time from 10s to 24h, such as 5m"),
            keys.duration(
                "berth.sweep.min-age",
                SWEEP_LEAST,
                SWEEP_MOST,
                "a time from 10s to 24h, such as 5m"),
            keys.duration(
                "berth.sweep.empty-after",
                SWEEP_LEAST,
                EMPTY_MOST,
                "a time from 10s to 30d, such as 1h"));
    PoolEvery pool = pool(keys);
    ImageSettings images = images(keys);
    ImagesEvery imagesEvery =
        new ImagesEvery(
            keys.duration(
                "berth.images.interval",
                Duration.ofSeconds(1),
                Duration.ofDays(7),
                "a time from 1s to 7d, such as 1h"));
    RegistryDatabase registry = registry(keys);
    Map<Plan, PlanSettings> plans = plans(keys);
    List<Region> regions = RegionKeys.regions(keys);
    List<DatabaseServer> servers = RegionKeys.databaseServers(keys, regions);
    listener(keys);
    keys.refuseFaults();
    return new Configuration(
        new Settings(
            installation,
            regions.stream().collect(Collectors.toMap(Region::name, Function.identity())),
            plans,
            repository,
            version,
            images,
            poll,
            launches,
            Optional.of(proxy).filter(not(String::isEmpty)).map(HostAndPort::fromString)),
        registry,
        servers,
        sweep,
        pool,
        imagesEvery);
  }

  private static boolean isHostAndPort(String text) {
    return form("[A-Za-z0-9.-]+:[1-9]\\d{0,4}").test(text)
        && Integer.parseInt(text.substring(text.indexOf(':') + 1)) <= 65_535;
  }

  private static PoolEvery pool(Keys keys) {
    return new PoolEvery(
        keys.duration(
            "berth.pool.interval",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "a time from 1s to 1h, such as 15s"),
        keys.duration(
            "berth.pool.check-every",
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            "a time from 1s to 24h, such as 5m"),
        keys.duration(
            "berth.pool.max-age",
            Duration.ofMinutes(1),
            Duration.ofDays(365),
            "a time from 1m to 365d, such as 7d"));
  }

  private static ImageSettings images(Keys keys) {
    String registry =
        keys.text(
            "berth.images.registry",
            form("https?://[\\w.-]+(:\\d+)?"),
            "the address of a container registry, such as https://registry-1.docker.io");
    return new ImageSettings(
        registry == null ? null : URI.create(registry),
        keys.text(
            "berth.images.docker",
            form("docker(-[0-9][\\w.+-]*)?"),
            "the package of Docker, with a version or without, such as docker-25.0.8"),
        keys.texts(
            "berth.images.instance-types",
            form("[a-z0-9-]+\\.[a-z0-9-]+"),
            "EC2 instance types in order of preference, such as [t3.small]"),
        keys.number(
            "berth.images.keep", 1, 100, "how many images a region keeps, 1 to 100, such as 3"),
        keys.duration(
            "berth.images.max-age",
            Duration.ofMinutes(1),
            Duration.ofDays(3650),
            "a time from 1m to 3650d, such as 30d"));
  }

  private static RegistryDatabase registry(Keys keys) {
    return new RegistryDatabase(
        keys.secret(
            "berth.registry.url",
            Configuration::isPostgresUrl,
            "a JDBC URL of PostgreSQL, such as jdbc:postgresql://registry.example.com:5432/berth"),
        keys.text(
            "berth.registry.user", not(String::isBlank), "the worker's role, such as berth_worker"),
        keys.secret("berth.registry.password", _ -> true, "its password, or \"\""));
  }

  private static boolean isPostgresUrl(String url) {
    try {
      return url.startsWith("jdbc:postgresql:") && DriverManager.getDriver(url) != null;
    } catch (SQLException malformed) {
      return false;
    }
  }

  private static Map<Plan, PlanSettings> plans(Keys keys) {
    Map<Plan, PlanSettings> plans = new EnumMap<>(Plan.class);
    for (String name : keys.below("berth.plans")) {
      String at = "berth.plans." + name;
      PlanSettings settings =
          new PlanSettings(
              keys.number(at + ".slots", 1, 1000, "the cores of a host, 1 to 1000, such as 7"),
              keys.texts(
                  at + ".instance-types",
                  form("[a-z0-9-]+\\.[a-z0-9-]+"),
                  "EC2 instance types in order of preference, such as [t3.small]"),
              keys.number(
                  at + ".connections",
                  1,
                  Keys.ANY,
                  "the database connections of a core, 1 or more, such as 10"),
              keys.number(
                  at + ".memory-megabytes",
                  1,
                  Keys.ANY,
                  "the memory limit of a core, 1 or more, such as 256"));
      keys.check(
          !name.equals(Plan.DEDICATED.word()) || settings.slots() == 1,
          at + ".slots",
          "must be 1: a dedicated core has a host of its own");
      Plan.ofWord(name)
          .ifPresentOrElse(
              plan -> plans.put(plan, settings),
              () -> keys.check(false, at, "is no plan; there are " + words()));
    }
    keys.check(!plans.isEmpty(), "berth.plans", "is missing: configure one of " + words());
    return plans;
  }

  private static String words() {
    return Stream.of(Plan.values()).map(Plan::word).collect(Collectors.joining(", "));
  }

  /** Read by Micronaut itself, through placeholders. */
  private static void listener(Keys keys) {
    keys.text("berth.worker.host", not(String::isBlank), "a local address, such as 127.0.0.1");
    keys.number("berth.worker.port", -1, 65_535, "a TCP port, such as 8481, or -1 for any");
  }
}
