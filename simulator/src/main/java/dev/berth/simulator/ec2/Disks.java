package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** What was on the disks that images were made of: a folder for each, kept as long as the rest. */
public final class Disks {

  private final Path directory;
  private final Map<String, CompletableFuture<Void>> copies = new ConcurrentHashMap<>();

  /** Copies that are kept in this folder. */
  public Disks(Path directory) {
    this.directory = directory;
  }

  Path of(Image image) {
    return directory.resolve(image.id());
  }

  boolean has(Image image) {
    return Files.isDirectory(of(image));
  }

  /** A copy that is about to be made; complete it when it is there. */
  CompletableFuture<Void> expect(Image image) {
    return copies.computeIfAbsent(image.id(), _ -> new CompletableFuture<>());
  }

  /** Waits for the copy, if it is being made. */
  void await(String imageId) throws InterruptedException {
    try {
      copies.getOrDefault(imageId, CompletableFuture.completedFuture(null)).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("no disk was copied for " + imageId, failed);
    }
  }
}
