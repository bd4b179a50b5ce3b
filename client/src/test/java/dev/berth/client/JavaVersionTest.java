package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A signup service may run on Java 17. */
class JavaVersionTest {
  private static final int JAVA_17 = 61;

  @Test
  void everyClassRunsOnJava17() throws Exception {
    Path classes =
        Path.of(BerthClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }

    assertThat(files).hasSizeGreaterThan(30);
    assertThat(files).allSatisfy(file -> assertThat(majorVersion(file)).isEqualTo(JAVA_17));
  }

  private static int majorVersion(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.readInt(); // the magic number
      in.readUnsignedShort(); // the minor version
      return in.readUnsignedShort();
    }
  }
}
