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
import java.util.Set;
import java.util.stream.Collectors;
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
    List<String> found = new ArrayList<>();
    Set<String> embodied =
        registry.hosts().list().stream()
            .filter(HostRecord::embodied)
            .map(HostRecord::instanceId)
            .collect(Collectors.toSet());
    account.alive().stream()
        .filter(instance -> installation.equals(instance.tags().get("berth:installation")))
        .filter(instance -> !embodied.contains(instance.id()))
        .map(InstanceEntry::id)
        .forEach(id -> found.add("instance " + id));

    Set<String> baked =
        registry.images().list().stream()
            .filter(ImageRecord::available)
            .map(ImageRecord::amiId)
            .collect(Collectors.toSet());
    account.images().stream()
        .filter(image -> !baked.contains(image.id()))
        .filter(image -> image.isKept())
        .filter(image -> installation.equals(image.tags().get("berth:installation")))
        .map(ImageEntry::id)
        .forEach(id -> found.add("image " + id));
    account.snapshots().stream()
        .filter(snapshot -> !baked.contains(snapshot.imageId()))
        .filter(snapshot -> snapshot.isKept())
        .filter(snapshot -> installation.equals(snapshot.tags().get("berth:installation")))
        .map(SnapshotEntry::id)
        .forEach(id -> found.add("snapshot " + id));

    Set<String> needed =
        registry.cores().list().stream()
            .filter(core -> core.ready() || core.state() == CoreState.LOST)
            .map(CoreRecord::id)
            .collect(Collectors.toSet());
    account.parameters().stream()
        .map(ParameterEntry::name)
        .filter(name -> name.startsWith("/berth/" + installation + "/cores/"))
        .filter(name -> needed.stream().noneMatch(core -> name.contains("/" + core + "/")))
        .forEach(name -> found.add("secret " + name));
    coresOn(server).stream()
        .filter(name -> registry.cores().find(name).isPresent() && !needed.contains(name))
        .forEach(name -> found.add("role or database " + name));
    return new Leftovers(List.copyOf(found));
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
