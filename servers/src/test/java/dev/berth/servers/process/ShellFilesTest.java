package dev.berth.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.servers.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellFilesTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Set<String> NOT_OURS = Set.of(".git", ".berth", "target", "node_modules");

  private final Path root = Checkout.find(System.getenv()).root();

  @Test
  void everyShellFileOfTheCheckoutPassesShellcheck() throws Exception {
    Needs.that(
        Programs.onPath("shellcheck", System.getenv()).isPresent(),
        "shellcheck is not installed here; CI has it");
    List<String> files = shellFiles();
    assertThat(files).contains("berth", "tools/temporal/build.sh", ".ci/run");

    // From the checkout's own folder, as its files name each other from there.
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "cd \"$0\" && shellcheck --external-sources \"$@\""));
    command.add(root.toString());
    command.addAll(files);
    Programs.Outcome outcome = Programs.run(LIMIT, command);

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  private List<String> shellFiles() throws IOException {
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (isShell(file)) {
              found.add(root.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isShell(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return file.toString().endsWith(".sh")
          || lines.findFirst().filter(line -> line.matches("#!.*\\b(sh|bash)")).isPresent();
    }
  }
}
