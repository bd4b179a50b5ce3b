package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher itself says before there is a Java to say it. */
class LauncherTest {
  @TempDir Path folder;

  /** In a checkout that was never built, on a machine whose every JDK is too old for it. */
  @Test
  void anOldJdkAndAMissingMavenAreBothNamed() throws Exception {
    Path root = Checkout.find(System.getenv()).root();
    Path berth = folder.resolve("berth");
    Files.writeString(
        berth,
        Files.readString(root.resolve("berth")).replace("java_version=25", "java_version=999"));
    Files.createDirectories(folder.resolve("tools"));
    Files.copy(root.resolve("tools/lock.sh"), folder.resolve("tools/lock.sh"));
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", berth.toString(), "doctor").redirectErrorStream(true);
    builder.environment().put("PATH", programs("dirname", "readlink", "sed", "find", "head"));

    Process launcher = builder.start();
    String said =
        new String(
            launcher.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(launcher.waitFor()).isEqualTo(1);
    assertThat(said.lines())
        .containsExactly(
            "berth: needs a JDK 999 or newer: install one, or set JAVA_HOME to it",
            "berth: needs Maven 3.8 or newer on the PATH");
  }

  private String programs(String... names) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : names) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("/usr/bin", name));
    }
    return bin.toString();
  }
}
