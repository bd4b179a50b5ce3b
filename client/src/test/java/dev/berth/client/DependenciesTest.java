package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a signup service gets beside the client. */
class DependenciesTest {
  private static final Pattern DEPENDENCY = Pattern.compile("(?m)^ +([^: ]+:[^: ]+):jar:");

  @Test
  void theRuntimeTreeIsThisAndNothingElse() throws Exception {
    // Written by maven-dependency-plugin (see pom.xml).
    String tree = Files.readString(Path.of("target", "dependencies.txt"));
    List<String> found = DEPENDENCY.matcher(tree).results().map(line -> line.group(1)).toList();

    assertThat(found)
        .containsExactlyInAnyOrder(
            "com.fasterxml.jackson.core:jackson-annotations",
            "com.fasterxml.jackson.core:jackson-core",
            "com.fasterxml.jackson.core:jackson-databind",
            "com.fasterxml.jackson.datatype:jackson-datatype-jsr310");
  }

  /** Else a service would have to find the parent, and the BOMs that it imports. */
  @Test
  void thePublishedPomStandsAlone() throws Exception {
    // Written by flatten-maven-plugin (see pom.xml).
    String pom = Files.readString(Path.of("target", ".flattened-pom.xml"));

    assertThat(pom).doesNotContain("<parent>", "<dependencyManagement>", "${");
    assertThat(pom.split("<version>")).hasSameSizeAs(pom.split("<artifactId>"));
  }
}
