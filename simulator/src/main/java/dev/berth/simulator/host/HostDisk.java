package dev.berth.simulator.host;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What of a host's folder is on its disk: whatever an image takes along. Not what runs, is
 * scripted, or is written anew at every boot.
 */
record HostDisk(Path root) {

  private static final List<Path> TAKEN =
      List.of(Path.of("bin/docker"), Path.of("etc"), Path.of("var"), Path.of("root"));

  private static final Set<Path> LEFT =
      Set.of(Path.of("etc/images"), Path.of("etc/delays"), Path.of("etc/faults"));

  /** Process numbers of a container; meaningless, or another process's, on another host. */
  private static final String SHIM = "shim";

  private static final Path CONTAINERS = Path.of("var/lib/docker/containers");

  /** Copies it; the copy is there as a whole or not at all. */
  void copyTo(Path copy) throws IOException {
    Path half = copy.resolveSibling(copy.getFileName() + ".new");
    HostFolder.delete(half);
    copy(root, half);
    HostFolder.delete(copy);
    Files.move(half, copy);
  }

  /** Begins with the disk of an image; once in a folder's life. */
  void startFrom(Path image) throws IOException {
    Path done = root.resolve("disk.copied");
    if (Files.notExists(done)) {
      copy(image, root);
      Files.writeString(done, "");
    }
  }

  /** What makes a host this one, and not another: made at a boot that does not find it. */
  void identify(String instanceId) throws IOException {
    Path machineId = root.resolve("etc/machine-id");
    if (Files.notExists(machineId) || Files.size(machineId) == 0) {
      write(machineId, UUID.randomUUID().toString().replace("-", ""));
    }
    writeMissing("etc/ssh/ssh_host_ed25519_key", "private key " + UUID.randomUUID());
    writeMissing("etc/ssh/ssh_host_ed25519_key.pub", "public key of " + instanceId);
    writeMissing("var/lib/cloud/data/instance-id", instanceId);
    writeMissing("var/lib/amazon/ssm/runtimeconfig/identity_config.json", instanceId);
  }

  private void writeMissing(String name, String line) throws IOException {
    Path file = root.resolve(name);
    if (Files.notExists(file)) {
      write(file, line);
    }
  }

  private static void write(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, line + "\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path taken : TAKEN) {
      Files.walkFileTree(from.resolve(taken), new Copier(from, to));
    }
  }

  /** Copies what it is led to; files come and go meanwhile when the host runs. */
  private static final class Copier extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copier(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (LEFT.contains(from.relativize(folder))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path name = from.relativize(file);
      boolean shim = name.startsWith(CONTAINERS) && name.endsWith(SHIM);
      if (!shim && !LEFT.contains(name)) {
        Path target = to.resolve(name);
        Files.createDirectories(target.getParent());
        try {
          Files.copy(
              file,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES,
              LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException goneMeanwhile) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
