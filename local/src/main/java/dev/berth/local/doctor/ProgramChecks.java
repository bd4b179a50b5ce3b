package dev.berth.local.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.servers.process.Programs;
import dev.berth.servers.process.Programs.Outcome;
import dev.berth.servers.temporal.TemporalProgram;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.worker.doctor.Check;
import dev.berth.worker.doctor.Finding;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs that Berth is built and run with, as this environment's {@code PATH} has them.
 *
 * @param temporal the search that the local world makes for its server
 * @param reachable whether a server on the internet answers
 */
record ProgramChecks(
    Map<String, String> environment,
    Duration limit,
    TemporalSearch temporal,
    Predicate<URI> reachable) {
  private static final Version OLDEST_MAVEN = Version.parse("3.8");
  private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+(\\.\\d+)*)");
  private static final URI DOWNLOADS = URI.create("https://temporal.download");

  List<Check> checks() {
    return List.of(
        new Check("JDK", () -> List.of(jdk())),
        new Check("system", () -> List.of(system(System.getProperty("os.name")))),
        new Check("Maven", () -> List.of(maven())),
        new Check("Temporal server", () -> List.of(server())),
        new Check("containers", () -> List.of(engine())));
  }

  /** The launcher has chosen it: an older one could not run this. */
  private static Finding jdk() {
    return ok("JDK", "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
  }

  static Finding system(String name) {
    return name.equals("Linux")
        ? ok("system", name)
        : problem(
            "system",
            "the local world needs Linux, this is " + name,
            "use a virtual machine with Linux, or a starter elsewhere: --url");
  }

  /** This runs, so the checkout is built: only the next build needs Maven. */
  Finding maven() {
    Optional<Path> program = Programs.onPath("mvn", environment);
    String remedy = "before you change something or run ./berth test: install Maven 3.8 or newer";
    if (program.isEmpty()) {
      return note("Maven", "not on the PATH", remedy);
    }
    Matcher said = MAVEN.matcher(run(program.get(), "--version").output());
    if (!said.find()) {
      return note("Maven", program.get() + " does not tell its version", remedy);
    }
    String version = said.group(1);
    return Version.parse(version).compareTo(OLDEST_MAVEN) >= 0
        ? ok("Maven", "%s at %s".formatted(version, program.get()))
        : note("Maven", "%s is version %s".formatted(program.get(), version), remedy);
  }

  /** In the order in which the local world looks for one. */
  Finding server() {
    String subject = "Temporal server";
    Optional<String> address = TemporalSearch.address(environment);
    if (address.isPresent()) {
      return ok(subject, "%s (TEMPORAL_ADDRESS)".formatted(address.get()));
    }
    Optional<TemporalProgram> found = temporal.found();
    if (found.isPresent()) {
      return ok(subject, "%s at %s".formatted(found.get().server(), found.get().path()));
    }
    String fetch = "./berth tools fetches it now; the first run does it by itself";
    if (reachable.test(DOWNLOADS)) {
      return note(subject, "not here yet, can be downloaded", fetch);
    }
    return Programs.onPath("go", environment).isPresent()
        ? note(subject, "not here yet, can be built with Go in about five minutes", fetch)
        : problem(
            subject,
            "not here, %s does not answer, and there is no Go".formatted(DOWNLOADS.getHost()),
            "install Go, or put the temporal program on the PATH, or set TEMPORAL_ADDRESS");
  }

  Finding engine() {
    String subject = "containers";
    String real = "for real ones (./berth up --docker) install and start Docker";
    Optional<Path> docker = Programs.onPath("docker", environment);
    if (docker.isEmpty()) {
      return note(subject, "no docker on the PATH: a stand-in serves", real);
    }
    Outcome said = run(docker.get(), "version", "--format", "{{.Server.Version}}");
    return said.succeeded()
        ? ok(subject, "Docker engine %s, for --docker".formatted(said.output().strip()))
        : note(
            subject,
            "no engine answers to %s: a stand-in serves".formatted(docker.get()),
            real + ", and be allowed to use it");
  }

  private Outcome run(Path program, String... arguments) {
    return Programs.run(
        limit, Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
  }
}
