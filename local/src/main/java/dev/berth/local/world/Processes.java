package dev.berth.local.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.ChildProcess;
import dev.berth.servers.process.ChildProcess.Command;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.host.ContainerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The real worker and the real starter, as processes of their own, told about this world only by
 * their configuration.
 */
final class Processes {
  /** Below PostgreSQL's max_connections of 500, which registry and admins share. */
  private static final int CONNECTION_BUDGET = 450;

  private final World world;
  private final Path folder;
  private final Checkout checkout = Checkout.find(System.getenv());

  Processes(World world) {
    this.world = world;
    this.folder = world.options().folder().resolve("processes");
    AdminSecret.keep(world.aws(), world.postgres().user(), world.postgres().password());
    WorldFolder files = new WorldFolder(world.options().folder());
    write(configuration(), json(Map.of("berth", workerConfiguration())));
    write(files.installation(), json(asAnOperator()));
    write(
        files.passwords(),
        "127.0.0.1:%d:*:%s:%s%n"
            .formatted(
                world.postgres().port(), world.postgres().user(), world.postgres().password()));
  }

  /** Starts the worker of this name, whose health can be asked for on this port. */
  ChildProcess startWorker(String name, int port) {
    WorldOptions.Workers workers = world.options().workers();
    Map<String, String> environment = shared("worker", world.registryDatabase().worker());
    environment.putAll(workers.environment());
    environment.put("MICRONAUT_CONFIG_FILES", configuration().toString());
    environment.put("BERTH_WORKER_PORT", Integer.toString(port));
    environment.put("BERTH_WORKER_NAME", name);
    List<String> java = checkout.java(workers.modules(), workers.main());
    return ChildProcess.start(new Command(name, folder, java, environment));
  }

  ChildProcess startStarter(int port) {
    Map<String, String> environment = shared("starter", world.registryDatabase().starter());
    environment.put("BERTH_PORT", Integer.toString(port));
    environment.put("BERTH_REGIONS", World.REGION);
    world.temporalUi().map(URI::toString).ifPresent(ui -> environment.put("BERTH_TEMPORAL_UI", ui));
    List<String> java = checkout.java(List.of("starter"), "dev.berth.starter.Main");
    return ChildProcess.start(new Command("starter", folder, java, environment));
  }

  /**
   * @param identity what AWS knows the process as: its policy is this word's in {@code /iam}
   * @param role what PostgreSQL knows it as
   */
  private Map<String, String> shared(String identity, RegistryDatabase.Login role) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("BERTH_INSTALLATION", World.INSTALLATION);
    environment.put("BERTH_REGISTRY_URL", world.registryDatabase().url());
    environment.put("BERTH_REGISTRY_USER", role.user());
    environment.put("BERTH_REGISTRY_PASSWORD", role.password());
    environment.put("TEMPORAL_ADDRESS", world.temporalAddress());
    environment.put("AWS_ENDPOINT_URL", world.aws().endpoint().toString());
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    putAccessKey(environment, identity + "@" + World.INSTALLATION);
    environment.put("AWS_REGION", World.REGION);
    return environment;
  }

  private Path configuration() {
    return folder.resolve("worker.json");
  }

  /** What {@code application.yml} leaves to the operator: the regions and the database servers. */
  private Map<String, Object> workerConfiguration() {
    Account.Region region = Account.standard().region(World.REGION);
    Map<String, Object> local =
        Map.of(
            "zones",
            region.subnets().stream()
                .collect(Collectors.toMap(Account.Subnet::zone, Account.Subnet::id)),
            "security-group-id",
            region.securityGroups().getFirst(),
            "instance-profile",
            region.instanceProfiles().getFirst(),
            "base-image",
            Account.STOCK_IMAGE_PARAMETER,
            "url-scheme",
            "http",
            "domain",
            "localhost:" + world.proxy().port());
    Map<String, Object> server =
        Map.of(
            "region",
            World.REGION,
            "host",
            world.options().engine().map(ContainerEngine::gateway).orElse("127.0.0.1"),
            "port",
            world.postgres().port(),
            "admin-secret",
            AdminSecret.NAME,
            "connection-budget",
            CONNECTION_BUDGET);
    return Map.of(
        "poll-interval", "250ms", // AWS's own latencies are scaled, too
        "launches-per-second", launchesPerSecond(),
        "pool", Map.of("interval", "2s"),
        "images", Map.of("registry", world.aws().endpoint().toString()),
        "regions", Map.of(World.REGION, local),
        "database-servers", Map.of("main", server));
  }

  /** The worker's environment, but with credentials that may do everything at AWS: the doctor's. */
  private Map<String, String> asAnOperator() {
    Map<String, String> environment = shared("worker", world.registryDatabase().worker());
    environment.put("MICRONAUT_CONFIG_FILES", configuration().toString());
    putAccessKey(environment, "operator");
    return environment;
  }

  private void putAccessKey(Map<String, String> environment, String accessKey) {
    environment.put("AWS_ACCESS_KEY_ID", accessKey);
    environment.put("AWS_SESSION_TOKEN", world.aws().token(accessKey));
  }

  /** For its owner only: there is a password in it. */
  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the simulator's bucket of RunInstances refills at its scale. */
  private int launchesPerSecond() {
    return (int) Math.min(1000, 2 * world.options().scale());
  }

  private static String json(Map<String, ?> value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of strings and numbers", e);
    }
  }
}
