package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every command against the real starter. */
class CommandsTest {
  private static final String FAILED = "5e0a9c0e-3c56-4a3e-8b5b-0d7f6a1f2b3c";
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start().withWorker();
    starter.registry().deploy("op-1", "acme");
    starter.registry().fail(FAILED, "gone");
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @Test
  void aCoreCanBeDeployedAndShown() {
    assertThat(berth("deploy", "new", "production", "--requester", "me").code()).isZero();

    Command shown = berth("show", "new", "production");

    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains(
            "new/production is deploying",
            "launch (2 of 8)",
            "requester  caller/me",
            "http://ui.test");
  }

  @Test
  void aReadyCoreIsShownWithWhereItIs() {
    assertThat(berth("show", "acme", "development").out())
        .contains("acme/development is ready", "http://c-acme.test", ":3567", "packed");
  }

  @Test
  void bothOfACustomersCoresCanBeDeployedAtOnce() {
    Command both = berth("deploy", "pair");

    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out())
        .contains("pair/development is being deployed", "berth show pair production");
    assertThat(berth("show", "pair", "production").out()).contains("is deploying", "dedicated");
  }

  @Test
  void credentialsAreTheKeyAlone() {
    TestParameterStore.put("/berth/c-acme", "{\"apiKey\": \"the-key\"}");

    assertThat(berth("credentials", "acme", "development"))
        .isEqualTo(new Command(0, "the-key\n", ""));
    assertThat(berth("credentials", "acme", "development", "--json").out())
        .contains("\"url\" : \"http://c-acme.test\"", "\"apiKey\" : \"the-key\"");
    assertThat(berth("credentials", "nobody", "development").code()).isEqualTo(2);
    assertThat(berth("events").out()).contains("core.credentials-read");
  }

  @Test
  void aCoreThatIsNotThereIsBadInput() {
    Command command = berth("show", "nobody", "development");

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("No core of that name");
  }

  @Test
  void listsAreTables() {
    assertThat(berth("list").out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "CUSTOMER ENVIRONMENT STATE PLAN REGION URL",
            "acme development ready packed us-east-1 http://c-acme.test");
    assertThat(berth("hosts").out()).contains("5 of 7", "0: acme/development, 1: quarantined");
    assertThat(berth("events", "--after", "1", "--limit", "1").out())
        .contains("core.registered", "deploying -> ready")
        .doesNotContain("core.placed");
    assertThat(berth("operations").out()).contains("deploy-core", FAILED, "script-failed");
  }

  @Test
  void anOperationIsShownWithItsReceipt() {
    assertThat(berth("operations", FAILED).out())
        .contains(
            "is left", "the image is gone", "undone     place", "start: the host does not answer");
    assertThat(berth("operations", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void everyListIsJsonWhenAsked() {
    assertThat(berth("list", "--json").out()).startsWith("{").contains("\"cores\" : [ {");
    assertThat(berth("--json", "hosts").out()).contains("\"hosts\" : [ {", "\"slots\" : [ {");
    assertThat(berth("operations", "--json").out()).contains("\"operations\" : [ {");
    assertThat(berth("events", "--json").out()).contains("\"next\" : ");
    assertThat(berth("version", "--json").out()).contains("\"version\" : ");
  }

  @Test
  void theHelpTeachesExitCodesExamplesAndTheLaunchersCommands() {
    Command help = Command.run("--help");

    assertThat(help.code()).isZero();
    assertThat(Command.run("help")).isEqualTo(help);
    assertThat(help.out())
        .contains("Exit codes:", "berth deploy acme development --wait")
        .contains("up  ", "demo  ", "test  ", "tools  ");
  }

  @Test
  void aCommandThatIsWrongIsExplainedInTwoLines() {
    assertThat(Command.run("show", "acme"))
        .isEqualTo(
            new Command(
                2, "", "Missing required parameter: '<environment>'\nHelp: berth show --help\n"));
    assertThat(Command.run("deploy", "a", "b", "--timeout", "soon").err()).contains("90s, 15m");
    assertThat(Command.run("list", "--url", "nonsense").code()).isEqualTo(2);
    assertThat(Command.run().code()).isEqualTo(2);
  }

  /** A command that was run, and what came of it. */
  private record Command(int code, String out, String err) {
    static Command run(String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          Main.run(
              new PrintWriter(out),
              new PrintWriter(err),
              false,
              Map.of("BERTH_KEY", starter.key()),
              args);
      return new Command(code, out.toString(), err.toString());
    }
  }

  private static Command berth(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "--url";
    all[1] = starter.url().toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return Command.run(all);
  }
}
