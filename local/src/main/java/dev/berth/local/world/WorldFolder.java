package dev.berth.local.world;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.ChildProcess;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.host.HostMachines;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Where a world keeps what it remembers. */
public record WorldFolder(Path path) {

  private static final List<String> WITH_CHILDREN = List.of("processes", "temporal", "postgres");

  /** A new world has 60 MB; logs and databases grow. */
  private static final long SPACE = 200L << 20;

  /** That of {@code ./berth up}. */
  public static WorldFolder of(Checkout checkout) {
    return new WorldFolder(checkout.root().resolve(".berth").resolve("world"));
  }

  /**
   * Makes sure that no world runs in it.
   *
   * @throws IllegalStateException when one does; the message names its process
   */
  public void requireIdle() {
    owner()
        .ifPresent(
            owner -> {
              throw new IllegalStateException(
                  "A world runs in %s already: end process %d first".formatted(path, owner.pid()));
            });
  }

  /**
   * Makes it this process's own, and new where it is missing.
   *
   * @throws IllegalStateException with a sentence for a user: a world runs in it, or it cannot be
   *     written to
   */
  void claim() {
    requireIdle();
    try {
      Files.createDirectories(path);
      ChildProcess.claim(path);
      long free = Files.getFileStore(path).getUsableSpace();
      if (free < SPACE) {
        throw new IllegalStateException(
            "The disk of %s has %d MB left; a world needs %d MB. Free some space there first."
                .formatted(path, free >> 20, SPACE >> 20));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException(Failures.sentence(e), e);
    }
  }

  /** Ends the claim of this process. */
  void release() {
    ChildProcess.release(path);
  }

  /** The process of the world that runs in it, if one does. */
  public Optional<ProcessHandle> owner() {
    return logFolders().stream().map(ChildProcess::owner).flatMap(Optional::stream).findFirst();
  }

  /** Where the environment is written, as JSON, in which the world's installation is found. */
  public Path installation() {
    return path.resolve("processes").resolve("installation.json");
  }

  /** Where {@code psql} finds the password of PostgreSQL's superuser ({@code PGPASSFILE}). */
  public Path passwords() {
    return path.resolve("pgpass");
  }

  /** Where {@code curl --header @FILE} finds what the simulated AWS asks an operator for. */
  public Path awsHeader() {
    return aws().resolve("header");
  }

  /** Where the commands of this checkout find the world's API key. */
  public Path key() {
    return path.resolve("key");
  }

  /** The ports of the world that was started in it last; empty when none was. */
  public Optional<WorldPorts> ports() {
    try (Reader file = Files.newBufferedReader(portsFile())) {
      Properties numbers = new Properties();
      numbers.load(file);
      return Optional.of(
          WorldPorts.of(port -> Integer.parseInt(numbers.getProperty(name(port), "0"))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers the ports; the launcher reads the API's, so that the commands find this world. */
  public void keep(WorldPorts ports) {
    String lines =
        ports.numbers().entrySet().stream()
            .map(port -> name(port.getKey()) + "=" + port.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.createDirectories(path);
      Files.writeString(portsFile(), lines);
    } catch (IOException e) {
      throw new IllegalStateException(Failures.sentence(e), e);
    }
  }

  private Path portsFile() {
    return path.resolve("ports");
  }

  private static String name(WorldPort port) {
    return port.name().toLowerCase(Locale.ROOT);
  }

  /** Where the logs of its processes are. */
  public List<Path> logFolders() {
    return Stream.concat(Stream.of(path), WITH_CHILDREN.stream().map(path::resolve)).toList();
  }

  Path aws() {
    return path.resolve("aws");
  }

  /**
   * Deletes it, after ending what a killed world left running.
   *
   * @throws IllegalStateException when a world runs in it
   */
  public void forget() throws IOException {
    requireIdle();
    WITH_CHILDREN.forEach(part -> ChildProcess.reapLeftovers(path.resolve(part)));
    HostMachines.eraseLeftovers(AwsSimulator.machines(aws()));
    FileUtils.deleteDirectory(path.toFile());
  }
}
