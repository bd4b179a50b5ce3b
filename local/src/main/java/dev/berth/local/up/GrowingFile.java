package dev.berth.local.up;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file that another process writes to. */
final class GrowingFile implements Closeable {
  private final InputStream file;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  GrowingFile(Path path) throws IOException {
    this.file = Files.newInputStream(path);
  }

  /** The whole lines that were added since the last call. */
  List<String> lines() throws IOException {
    begun.writeBytes(file.readAllBytes());
    byte[] all = begun.toByteArray();
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    begun.reset();
    begun.write(all, end, all.length - end);
    return new String(all, 0, end, StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
