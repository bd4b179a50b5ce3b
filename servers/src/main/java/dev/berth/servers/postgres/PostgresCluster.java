package dev.berth.servers.postgres;

import dev.berth.servers.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The files of one server: its data, and beside them the superuser's password.
 *
 * @param home the folder that both are in
 * @param programs where PostgreSQL's programs are
 * @param way how the programs are run
 * @param password the superuser's; other users of this machine reach the port too
 */
record PostgresCluster(Path home, Path programs, Unprivileged way, String password) {

  static final String SUPERUSER = "postgres";

  private static final String NEIGHBOURS = "host all all samenet scram-sha-256\n";

  private static final Duration INITDB = Duration.ofMinutes(2);

  /** The cluster in this folder, made in one step when there is none. */
  static PostgresCluster in(Path folder, Path programs, Unprivileged way) throws IOException {
    Path home = folder.resolve("cluster");
    if (!Files.exists(home)) {
      Path draft = folder.resolve("cluster.new");
      FileUtils.deleteDirectory(draft.toFile());
      create(new PostgresCluster(Files.createDirectory(draft), programs, way, newPassword()));
      Files.move(draft, home);
    }
    return new PostgresCluster(home, programs, way, Files.readString(home.resolve("password")));
  }

  Path data() {
    return home.resolve("data");
  }

  /** One of PostgreSQL's programs with its arguments, run as the server must be. */
  List<String> command(String program, List<String> arguments) {
    return way.command(
        Stream.concat(
                Stream.of(programs.resolve("bin").resolve(program).toString()), arguments.stream())
            .toList());
  }

  /**
   * Removes the note of a postmaster that was killed, when its process id now belongs to something
   * else: PostgreSQL would take that for itself and refuse to start.
   *
   * @throws IllegalStateException when a server that is not ours runs on these data
   */
  void forgetDeadPostmaster() throws IOException {
    Path note = data().resolve("postmaster.pid");
    if (!Files.exists(note)) {
      return;
    }
    long pid = Files.readAllLines(note).stream().findFirst().map(Long::parseLong).orElse(0L);
    Optional<String> command =
        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(p -> p.info().command());
    if (command.filter(program -> program.endsWith("/postgres")).isPresent()) {
      throw new IllegalStateException(
          "PostgreSQL runs on %s already, as process %d".formatted(data(), pid));
    }
    Files.delete(note);
  }

  /** Clients of every address that it listens on log in with a password. */
  void admitNeighbours() throws IOException {
    Path rules = data().resolve("pg_hba.conf");
    if (!Files.readString(rules).contains(NEIGHBOURS)) {
      Files.writeString(rules, NEIGHBOURS, StandardOpenOption.APPEND);
    }
  }

  private static void create(PostgresCluster cluster) throws IOException {
    Path password =
        Files.createFile(
            cluster.home.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, cluster.password);
    cluster.way.give(cluster.home);
    cluster.way.give(password);
    Programs.Outcome outcome =
        Programs.run(
            INITDB,
            cluster.command(
                "initdb",
                List.of(
                    "--pgdata=" + cluster.data(),
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync")));
    if (!outcome.succeeded()) {
      throw new IllegalStateException("initdb failed:\n" + outcome.output());
    }
  }

  private static String newPassword() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
