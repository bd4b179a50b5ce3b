package dev.berth.servers.postgres;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.ChildProcess;
import dev.berth.servers.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server on the loopback address that keeps every commit over a SIGKILL and, unless
 * {@link #FSYNC} is off, over a power cut. Its folder holds the cluster, the log and the pid file,
 * and can be started on again.
 */
public final class PostgresServer implements AutoCloseable {

  /**
   * System property: {@code off} for servers that need not survive a power cut, as in tests. A
   * SIGKILL loses nothing either way; but where the disk is busy, dropping a database takes longer
   * than any statement may.
   */
  static final String FSYNC = "postgres.fsync";

  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 500;

  private final PostgresCluster cluster;
  private final Path folder;
  private final int port;
  private final Optional<String> also;
  private ChildProcess process;

  private PostgresServer(PostgresCluster cluster, Path folder, int port, Optional<String> also)
      throws IOException {
    this.cluster = cluster;
    this.folder = folder;
    this.port = port;
    this.also = also;
    this.process = launch();
  }

  /** Starts a server on any free port; the rest as {@link #start(Path, int)}. */
  public static PostgresServer start(Path folder) {
    return start(folder, 0);
  }

  /**
   * Starts a server in this folder, which is made when it is new, and returns when it answers. A
   * server that a killed owner left behind in the folder is killed first.
   *
   * @param port 0 for any that is free
   * @throws IllegalStateException when it does not come up, with its last output
   */
  public static PostgresServer start(Path folder, int port) {
    return start(folder, port, Optional.empty());
  }

  /**
   * The same for clients on an address of this computer beside the loopback one, too.
   *
   * @param also an address; empty for none
   */
  public static PostgresServer start(Path folder, int port, Optional<String> also) {
    return start(folder, port, also, Unprivileged.here());
  }

  static PostgresServer start(Path folder, int port, Optional<String> also, Unprivileged way) {
    try {
      Path absolute = Files.createDirectories(folder.toAbsolutePath().normalize());
      ChildProcess.reapLeftovers(absolute);
      Path programs = PostgresPrograms.unpack(Checkout.find(System.getenv()).tools());
      PostgresCluster cluster = PostgresCluster.in(absolute, programs, way);
      return new PostgresServer(cluster, absolute, Ports.orFree(port), also);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The TCP port; the same after a restart. */
  public int port() {
    return port;
  }

  /** The superuser of every database. */
  public String user() {
    return PostgresCluster.SUPERUSER;
  }

  /** The superuser's password, made with the folder. */
  public String password() {
    return cluster.password();
  }

  /** Where JDBC finds a database of this server, without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Connections of the superuser to this database, each a new one. */
  public DataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  /** Whether the server's process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, as a crash test needs it. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same port, killing it first when it runs; returns when it answers. */
  public void restart() {
    process.kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in order, without waiting for its clients. */
  @Override
  public void close() {
    process.stop("INT", STOP);
  }

  private ChildProcess launch() throws IOException {
    cluster.forgetDeadPostmaster();
    cluster.admitNeighbours();
    List<String> words = new ArrayList<>(List.of("-D", cluster.data().toString()));
    settings().forEach(setting -> words.addAll(List.of("-c", setting)));
    ChildProcess started =
        ChildProcess.start(
            new ChildProcess.Command("postgres", folder, cluster.command("postgres", words)));
    started.awaitReady(ChildProcess.START, port, this::answers);
    return started;
  }

  private Stream<String> settings() {
    return Stream.of(
        "port=" + port,
        "listen_addresses=127.0.0.1" + also.map(address -> "," + address).orElse(""),
        "unix_socket_directories=",
        "max_connections=" + CONNECTIONS,
        "fsync=" + System.getProperty(FSYNC, "on"),
        "synchronous_commit=on",
        "timezone=UTC",
        "log_timezone=UTC");
  }

  private boolean answers() {
    try (Connection connection = dataSource("postgres").getConnection()) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }
}
