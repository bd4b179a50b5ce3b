package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemProgramsTest {

  @TempDir Path folder;

  private SystemPrograms programs(String... names) throws Exception {
    Path bin = Files.createDirectory(folder.resolve("usr-bin"));
    for (String name : names) {
      Files.createFile(bin.resolve(name));
    }
    return new SystemPrograms(List.of(bin, bin));
  }

  @Test
  void withoutAnEngineTheFoldersThemselvesAreOnThePath() throws Exception {
    SystemPrograms programs = programs("sed");

    programs.hideEngines(folder.resolve("links"));

    assertThat(programs.path(folder.resolve("links")))
        .isEqualTo(folder.resolve("usr-bin") + ":" + folder.resolve("usr-bin"));
  }

  @Test
  void anEngineIsOutOfSightAndTheRestIsThere() throws Exception {
    SystemPrograms programs = programs("sed", "docker", "podman");
    Path links = folder.resolve("links");

    programs.hideEngines(links);
    programs.hideEngines(links);

    assertThat(programs.path(links)).isEqualTo(links.toString());
    try (Stream<Path> linked = Files.list(links)) {
      assertThat(linked.map(link -> link.getFileName().toString())).containsExactly("sed");
    }
    assertThat(links.resolve("sed").toRealPath())
        .isEqualTo(folder.resolve("usr-bin/sed").toRealPath());
  }
}
