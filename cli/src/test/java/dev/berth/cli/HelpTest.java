package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTest {
  private static final Pattern SENTENCE = Pattern.compile("[A-Z][^.]*\\.");

  /** The names of all commands, such as {@code berth host replace}. */
  static Stream<String> commands() {
    return below(root()).map(command -> command.getCommandSpec().qualifiedName());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theListOfCommandsHasOneWholeSentenceOnEach(String command) {
    assertThat(find(command).getCommandSpec().usageMessage().description()[0])
        .matches(SENTENCE)
        .hasSizeLessThan(80);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noSentenceOfADescriptionIsBroken(String command) {
    assertThat(find(command).getCommandSpec().usageMessage().description())
        .allMatch(paragraph -> paragraph.matches("[A-Z].*"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpFitsEightyColumns(String command) {
    CommandLine found = find(command).setUsageHelpAutoWidth(false).setUsageHelpWidth(80);

    assertThat(found.getUsageMessage(Ansi.OFF).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "host replace", "image bake", "up"})
  void helpOfACommandIsWhatItsOptionShows(String command) {
    String[] words = command.split(" ");
    Command help =
        Command.run(Stream.concat(Stream.of("help"), Arrays.stream(words)).toArray(String[]::new));
    Command option =
        Command.run(
            Stream.concat(Arrays.stream(words), Stream.of("--help")).toArray(String[]::new));

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help).isEqualTo(option);
    assertThat(help.out()).startsWith("Usage: ").contains("berth " + command);
  }

  @Test
  void helpOfAnUnknownCommandSuggestsOne() {
    assertThat(Command.run("help", "host", "repalce"))
        .isEqualTo(
            new Command(
                2,
                "",
                "Unknown command 'repalce'. Did you mean replace?\nHelp: berth host --help\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version", "deploy -V", "host replace --version", "--json -V"})
  void theVersionIsAnOptionOfEveryCommand(String line) {
    String[] json =
        line.contains("--json") ? new String[] {"--json", "version"} : new String[] {"version"};

    assertThat(Command.run(line.split(" "))).isEqualTo(Command.run(json));
    assertThat(Command.run(json).out()).containsPattern("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @CsvSource({
    "upp, Unknown command 'upp'. Did you mean up?",
    "lst, Unknown command 'lst'. Did you mean list?",
    "hots, Unknown command 'hots'. Did you mean host or hosts?",
    "cred, Unknown command 'cred'. Did you mean credentials?",
    "delete, Unknown command 'delete'.",
    "host repalce h1, Unknown command 'repalce'. Did you mean replace?",
    "deploy acme --wiat, Unknown option '--wiat'. Did you mean --wait?",
    "deploy acme x --timeot=5m, Unknown option '--timeot'. Did you mean --timeout?",
    "freeze --reson x, Unknown option '--reson'. Did you mean --reason?",
    "list acme, Unexpected argument 'acme'."
  })
  void aMistypedWordIsNamedWithWhatWasMeant(String line, String message) {
    Command command = Command.run(line.split(" "));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err().lines()).hasSize(2).first().isEqualTo(message);
  }

  @Test
  void theLaunchersCommandsAreThoseOfTheLauncher() throws Exception {
    String launcher = Files.readString(Path.of("..", "berth"));

    assertThat(
            Pattern.compile("(?m)^  ([a-z]+(?: \\| [a-z]+)*)\\)$")
                .matcher(launcher)
                .results()
                .flatMap(branch -> Arrays.stream(branch.group(1).split(" \\| "))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(LauncherCommand.values()).map(LauncherCommand::word).toList());
  }

  @Test
  void aCommandOfTheLauncherHasNoOptionOfTheOthers() {
    assertThat(Command.run("help", "up").out()).doesNotContain("--url", "--json", "--version");
  }

  @Test
  void aCommandOfTheLauncherIsNotAnsweredHere() {
    Command command = Command.run("up");

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).startsWith("The launcher runs this command: ./berth up");
  }

  private static CommandLine root() {
    PrintWriter nowhere = new PrintWriter(java.io.Writer.nullWriter());
    return Main.commandLine(
        new Output(nowhere, nowhere, Style.of(false), Style.of(false), _ -> null),
        java.util.Map.of());
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
  }

  private static CommandLine find(String command) {
    return below(root())
        .filter(sub -> sub.getCommandSpec().qualifiedName().equals(command))
        .findFirst()
        .orElseThrow();
  }
}
