package dev.berth.worker.doctor;

import dev.berth.activities.aws.AwsClients;
import dev.berth.worker.Configuration;
import dev.berth.worker.Refusal;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines the installation that the worker of this environment would belong to. {@code ./berth
 * doctor} runs it; without that: {@code --json}, {@code --timeout PT10S} (of one check), {@code
 * --worker-role NAME}, {@code --starter-role NAME --starter-policy FILE}.
 */
public final class Main {
  private static final String LIMIT = "PT10S";

  private Main() {}

  /** Prints what it finds, and ends with 1 when something hinders. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("logback.configurationFile", "dev/berth/worker/doctor/logback.xml");
    List<String> words = List.of(arguments);
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      options.put(words.get(i), words.get(i + 1));
    }
    Report report = Report.of(examine(options));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(words.contains("--json") ? report.json() : report.text());
    System.exit(report.exitCode());
  }

  private static List<Finding> examine(Map<String, String> options) throws IOException {
    String policy = options.get("--starter-policy");
    Duration limit = Duration.parse(options.getOrDefault("--timeout", LIMIT));
    Installation installation =
        new Installation(
            new AwsClients(),
            Clock.systemUTC(),
            Optional.ofNullable(options.get("--worker-role")),
            Optional.ofNullable(options.get("--starter-role")),
            policy == null ? null : Files.readString(Path.of(policy)),
            limit.dividedBy(2)); // so that a check says itself what does not answer
    return Doctor.examine(checks(installation), limit);
  }

  /** Of the configuration as the worker reads it. */
  private static List<Check> checks(Installation installation) {
    try (ApplicationContext worker =
            Micronaut.build(new String[0]).mainClass(dev.berth.worker.Main.class).build();
        Environment environment = worker.getEnvironment().start()) {
      return installation.checks(Configuration.read(environment));
    } catch (Refusal faults) {
      return installation.checks(faults);
    } catch (RuntimeException unreadable) {
      return installation.checks(new Refusal(List.of(Doctor.oneLine(unreadable))));
    }
  }
}
