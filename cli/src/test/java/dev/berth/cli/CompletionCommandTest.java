package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "berth de, deploy demo",
    "berth u, up",
    "berth host re, replace retire",
    "berth deploy acme --wa, --wait",
    "berth completion '', bash fish zsh"
  })
  void bashCompletesCommandsAndOptions(String line, String words) throws Exception {
    String[] typed = line.replace("''", "").split(" ", -1);
    String script =
        """
        source '%s'
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        _complete_berth 2>/dev/null # compopt knows no other caller than a real completion
        echo "${COMPREPLY[@]}"
        """
            .formatted(script("bash"), quoted(typed), typed.length - 1);

    assertThat(run("bash", "-c", script).strip().split(" "))
        .containsExactlyInAnyOrder(words.split(" "));
  }

  @Test
  void zshReadsTheScript() throws Exception {
    assumeTrue(installed("zsh"));

    assertThat(run("zsh", "-n", script("zsh").toString())).isEmpty();
  }

  @Test
  void fishReadsTheScript() throws Exception {
    assumeTrue(installed("fish"));

    String script = "source '%s'; complete -C 'berth host re'".formatted(script("fish"));
    assertThat(run("fish", "-c", script).lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("replace"),
            line -> assertThat(line).startsWith("retire"));
  }

  @Test
  void fishGetsALineForEachCommandAndOption() {
    assertThat(Command.run("completion", "fish").out().lines())
        .contains(
            "complete -c berth -f",
            "complete -c berth -n '__fish_seen_subcommand_from host;"
                + " and not __fish_seen_subcommand_from cordon uncordon retire replace'"
                + " -a cordon -d 'Keeps new cores off a host.'",
            "complete -c berth -n '__fish_seen_subcommand_from sweep' -l limit -r"
                + " -d 'How many hosts one pass may remove. Default: max(3, 5 % of the hosts).'")
        .anyMatch(
            line ->
                line.endsWith(
                    " -a up -d 'Runs Berth and all that it needs on this machine, until Ctrl-C.'"));
  }

  @Test
  void anotherShellIsBadInput() {
    Command command = Command.run("completion", "tcsh");

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("tcsh", "bash, zsh, fish");
  }

  private Path script(String shell) throws Exception {
    Command command = Command.run("completion", shell);
    assertThat(command.code()).as(command.err()).isZero();
    return Files.writeString(folder.resolve(shell), command.out());
  }

  private static String quoted(String... words) {
    return String.join(" ", Arrays.stream(words).map("'%s'"::formatted).toList());
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
