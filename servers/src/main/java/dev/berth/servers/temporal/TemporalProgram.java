package dev.berth.servers.temporal;

import dev.berth.servers.process.Programs;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code temporal} program, server and command line in one, as it says about itself.
 *
 * @param version of the program, such as 1.8.2
 * @param server the version of the server in it, such as 1.31.2
 */
public record TemporalProgram(Path path, String version, String server) {

  private static final Pattern SELF_DESCRIPTION =
      Pattern.compile("version (\\S+) \\(Server (\\d[^,)]*)");

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The program in this file, when it is there and runs. */
  static Optional<TemporalProgram> in(Path file) {
    if (!Files.isExecutable(file)) {
      return Optional.empty();
    }
    Matcher said =
        SELF_DESCRIPTION.matcher(
            Programs.run(LIMIT, List.of(file.toString(), "--version")).output());
    return said.find()
        ? Optional.of(new TemporalProgram(file, said.group(1), said.group(2)))
        : Optional.empty();
  }

  /** Whether its server is at least of this version, such as 1.31. */
  boolean servesAtLeast(String oldest) {
    return Version.parse(server).compareTo(Version.parse(oldest)) >= 0;
  }
}
