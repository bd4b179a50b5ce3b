package dev.berth.worker.migrate;

import dev.berth.registry.Migration;
import dev.berth.registry.Migration.Done;
import dev.berth.registry.Migration.Roles;
import dev.berth.registry.Registry;
import dev.berth.registry.RegistryRefusal;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the registry's tables up to date as their owner, and lets worker and starter use them.
 * {@code ./berth migrate} runs it.
 */
public final class Main {
  private Main() {}

  /** Prints what it changed. Ends with 1 when it refuses, and with 2 when it is called wrongly. */
  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "dev/berth/worker/doctor/logback.xml");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), Target::ofThisProcess, out, err));
  }

  /** Where the target comes from; it is read after the options. */
  interface Source {
    Target target();
  }

  static int run(List<String> arguments, Source source, PrintStream out, PrintStream err) {
    try {
      Options options = Options.of(arguments);
      if (options.help()) {
        out.print(Options.USAGE);
        return 0;
      }
      Target target = source.target();
      migrate(target, options.roles()).forEach(out::println);
      options.keyFile().map(file -> firstKey(target, file)).ifPresent(out::println);
      return 0;
    } catch (IllegalArgumentException usage) {
      err.print("berth: " + usage.getMessage() + "\n\n" + Options.USAGE);
      return 2;
    } catch (RegistryRefusal refusal) {
      err.println("berth: " + refusal.getMessage());
      return 1;
    }
  }

  private static List<String> migrate(Target target, Roles roles) {
    try {
      return lines(Migration.run(target.database(), target.installation(), roles), target, roles);
    } catch (RegistryRefusal refusal) {
      throw refusal;
    } catch (SQLException | RuntimeException e) {
      throw Trouble.of(e, target);
    }
  }

  private static String firstKey(Target target, Path file) {
    boolean known = Files.exists(file);
    ApiKey key = new KeyFile(file).readOrMake();
    try {
      return switch (Registry.open(target.database()).keys().addFirst(key)) {
        case VALID -> "API key: %s, which has every scope, is in %s".formatted(key.id(), file);
        case NOT_NEEDED -> {
          if (!known) {
            Files.delete(file);
          }
          yield "API key: none was added, because another one has the scope admin";
        }
        case SPENT ->
            throw new RegistryRefusal(
                "The API key %s in %s was revoked or has expired".formatted(key.id(), file),
                "remove the file, and run this again");
      };
    } catch (RegistryRefusal refusal) {
      throw refusal;
    } catch (IOException | RuntimeException e) {
      throw Trouble.of(e, target);
    }
  }

  private static List<String> lines(Done done, Target target, Roles roles) {
    List<String> lines = new ArrayList<>();
    if (!done.applied().isEmpty()) {
      lines.add("Tables: version " + done.version());
    }
    if (done.named()) {
      lines.add("Installation: " + target.installation());
    }
    if (!done.kinds().isEmpty()) {
      lines.add("Kinds of operations: " + String.join(", ", done.kinds()));
    }
    if (done.granted()) {
      lines.add("Roles: worker %s, starter %s".formatted(roles.worker(), roles.starter()));
    }
    if (done.nothing()) {
      lines.add(
          "Nothing to change: tables at version %s, installation %s, roles %s and %s"
              .formatted(done.version(), target.installation(), roles.worker(), roles.starter()));
    }
    done.warnings().forEach(warning -> lines.add("Warning: " + warning));
    return lines;
  }
}
