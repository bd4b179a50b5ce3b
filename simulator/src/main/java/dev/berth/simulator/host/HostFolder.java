package dev.berth.simulator.host;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies where in a host's folder. {@code bin} holds the stand-in programs, {@code etc} delays,
 * faults and the image map, {@code var} what survives a restart, {@code run} what does not.
 */
record HostFolder(Path root) {

  private static final List<String> PROGRAMS =
      List.of(
          "bin/aws",
          "bin/dnf",
          "bin/systemctl",
          "lib/container.sh",
          "lib/containerd-shim.sh",
          "lib/containers.sh",
          "lib/docker-images.sh",
          "lib/docker-life.sh",
          "lib/docker-run.sh",
          "lib/docker-show.sh",
          "lib/docker.sh",
          "lib/dockerd.sh",
          "lib/guard.sh",
          "lib/host.sh",
          "lib/programs/standin-core");

  /** What does not survive a restart. */
  Path run() {
    return root.resolve("run");
  }

  /** True if docker is to start with the machine. */
  boolean startsDocker() {
    return Files.exists(root.resolve("bin/docker"))
        && Files.exists(root.resolve("etc/docker.enabled"));
  }

  /** Docker as an image brings it; once in a folder's life, so that its removal would last. */
  void bringDocker() throws IOException {
    Path brought = root.resolve("etc/docker.brought");
    if (Files.notExists(brought)) {
      Files.deleteIfExists(root.resolve("bin/docker"));
      Files.createSymbolicLink(root.resolve("bin/docker"), Path.of("../lib/docker.sh"));
      Files.writeString(root.resolve("etc/docker.enabled"), "");
      Files.writeString(brought, "");
    }
  }

  /** First the host's own programs, then the developer's, container engines excepted. */
  String path() {
    return root.resolve("bin") + ":" + SystemPrograms.STANDARD.path(root.resolve("system"));
  }

  /** Writes what this version of Berth puts on a host; running programs keep what they read. */
  void furnish(Machine.Spec spec, Optional<Path> imageMap, Optional<ContainerEngine> engine)
      throws IOException {
    for (String folder : List.of("bin", "lib/programs", "etc/faults", "run", "tmp", "root")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String program : PROGRAMS) {
      write(program, resource(program));
    }
    if (engine.isPresent()) {
      write("lib/docker.sh", resource("lib/engine/docker.sh"));
      write("lib/dockerd.sh", resource("lib/engine/dockerd.sh"));
      write("lib/engine", engine.get().settings(spec));
    }
    write("lib/java", javaProgram());
    String own = imageMap.isPresent() ? Files.readString(imageMap.get()) + "\n" : "";
    write("etc/images", own + resource("lib/images"));
    delete(root.resolve("etc/delays"));
    Files.createDirectories(root.resolve("etc/delays"));
    for (var delay : spec.delays().entrySet()) {
      write("etc/delays/" + delay.getKey(), delay.getValue().toNanos() / 1e9 + "\n");
    }
    SystemPrograms.STANDARD.hideEngines(root.resolve("system"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource = HostFolder.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A program that runs the main classes of this module with the JVM and classes of this one. */
  private static String javaProgram() {
    String classPath =
        Stream.of(HostFolder.class, postgresDriver(), JsonFactory.class)
            .map(HostFolder::origin)
            .collect(Collectors.joining(":"));
    return """
        #!/bin/sh
        exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -cp %s "$@"
        """
        .formatted(
            quoted(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            quoted(classPath));
  }

  private static Class<?> postgresDriver() {
    try {
      return DriverManager.getDriver("jdbc:postgresql:").getClass();
    } catch (SQLException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Replaces a file as a whole: a shell that reads the old one goes on reading it. */
  private void write(String name, String content) throws IOException {
    Path target = root.resolve(name);
    Path half = target.resolveSibling(target.getFileName() + ".new");
    Files.writeString(half, content);
    Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a folder with all that is in it, links themselves included. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
