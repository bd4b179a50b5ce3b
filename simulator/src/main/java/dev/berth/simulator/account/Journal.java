package dev.berth.simulator.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.simulator.wire.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account's memory: one fact a line, appended as it happens, rewritten without what is outdated
 * when a simulator starts. Every line reaches the operating system before the call is answered, so
 * a killed simulator forgets nothing; a line torn by the kill was never answered for.
 */
public final class Journal implements AutoCloseable {

  private static final ObjectMapper JSON = Json.MAPPER;

  private final Path file;
  private final FileChannel lock;
  private BufferedWriter writer;

  /** Opens the journal of a directory that no other simulator may be using. */
  public Journal(Path directory) throws IOException {
    Files.createDirectories(directory);
    file = directory.resolve("journal.jsonl");
    lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isOurs(lock)) {
      lock.close();
      throw new IOException("another simulator is using " + directory);
    }
  }

  private static boolean isOurs(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  /** Everything of earlier lives, in order. */
  List<Fact> read() throws IOException {
    List<Fact> facts = new ArrayList<>();
    // Decoded leniently: a kill may have torn the last line within a character.
    byte[] written = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    List<String> lines = new String(written, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        facts.add(JSON.readValue(lines.get(i), Fact.class));
      } catch (JsonProcessingException damaged) {
        if (i < lines.size() - 1) {
          throw new IOException("line " + (i + 1) + " of " + file + " is damaged", damaged);
        }
      }
    }
    return facts;
  }

  /** Replaces what is written by these facts; further ones are appended. */
  void begin(Stream<Fact> facts) throws IOException {
    Path next = file.resolveSibling("journal.next");
    Files.deleteIfExists(next);
    // Parameter values are in it: for its owner only.
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    writer = Files.newBufferedWriter(next, StandardOpenOption.APPEND);
    facts.forEach(this::append);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  synchronized void append(Fact fact) {
    try {
      writer.write(JSON.writerFor(Fact.class).writeValueAsString(fact));
      writer.write('\n');
      writer.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
