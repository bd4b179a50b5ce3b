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
    String text = begun.toString(StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n') + 1;
    begun.reset();
    begun.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    return text.substring(0, end).lines().toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
