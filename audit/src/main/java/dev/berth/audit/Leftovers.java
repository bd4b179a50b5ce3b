package dev.berth.audit;

import dev.berth.model.CoreState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.image.ImageRecord;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.AccountSnapshot.ImageEntry;
import dev.berth.simulator.account.AccountSnapshot.InstanceEntry;
import dev.berth.simulator.account.AccountSnapshot.ParameterEntry;
import dev.berth.simulator.account.AccountSnapshot.SnapshotEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What is there although the registry knows no reason for it: instances without a ready or stopped
 * host, images and snapshots, secrets, roles and databases without a core that is ready, or lost
 * and to be deployed again. Empty when nothing is in motion and nothing was forgotten.
 */
public record Leftovers(List<String> found) {
  /** A core id, as {@code Names} in activities makes it. */
  private static final String CORE_ID = "^c[a-z2-7]{13}$";

  /**
   * Looks in all places.
   *
   * @param server an admin's view of the cores' database server
   */
  public static Leftovers of(
      AccountSnapshot account, String installation, Registry registry, DataSource server) {
    Set<String> needed =
        registry.cores().list().stream()
            .filter(core -> core.ready() || core.state() == CoreState.LOST)
            .map(CoreRecord::id)
            .collect(Collectors.toSet());
    Stream<String> secrets =
        account.parameters().stream()
            .map(ParameterEntry::name)
            .filter(name -> name.startsWith("/berth/" + installation + "/cores/"))
            .filter(name -> needed.stream().noneMatch(core -> name.contains("/" + core + "/")))
            .map("secret "::concat);
    Stream<String> databases =
        coresOn(server).stream()
            .filter(name -> registry.cores().find(name).isPresent() && !needed.contains(name))
            .map("role or database "::concat);
    return new Leftovers(
        Stream.of(
                instances(account, installation, registry),
                images(account, installation, registry),
                secrets,
                databases)
            .flatMap(Function.identity())
            .toList());
  }

  private static Stream<String> instances(
      AccountSnapshot account, String installation, Registry registry) {
    Set<String> embodied =
        registry.hosts().list().stream()
            .filter(HostRecord::embodied)
            .map(HostRecord::instanceId)
            .collect(Collectors.toSet());
    return account.alive().stream()
        .filter(instance -> isOf(installation, instance.tags()))
        .map(InstanceEntry::id)
        .filter(id -> !embodied.contains(id))
        .map("instance "::concat);
  }

  private static Stream<String> images(
      AccountSnapshot account, String installation, Registry registry) {
    Set<String> baked =
        registry.images().list().stream()
            .filter(ImageRecord::available)
            .map(ImageRecord::amiId)
            .collect(Collectors.toSet());
    Stream<String> images =
        account.images().stream()
            .filter(image -> image.isKept() && isOf(installation, image.tags()))
            .map(ImageEntry::id)
            .filter(id -> !baked.contains(id))
            .map("image "::concat);
    Stream<String> snapshots =
        account.snapshots().stream()
            .filter(snapshot -> snapshot.isKept() && isOf(installation, snapshot.tags()))
            .filter(snapshot -> !baked.contains(snapshot.imageId()))
            .map(SnapshotEntry::id)
            .map("snapshot "::concat);
    return Stream.concat(images, snapshots);
  }

  private static boolean isOf(String installation, Map<String, String> tags) {
    return installation.equals(tags.get("berth:installation"));
  }

  private static List<String> coresOn(DataSource server) {
    String sql =
        "SELECT rolname FROM pg_roles WHERE rolname ~ '%1$s' UNION SELECT datname FROM pg_database WHERE datname ~ '%1$s'"
            .formatted(CORE_ID);
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "could not look for left-over databases: " + e.getMessage(), e);
    }
  }
}
