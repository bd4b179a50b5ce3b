package dev.berth.servers.temporal;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gets hold of the {@code temporal} program: from the PATH, from an earlier search, from the
 * internet, or from Go's compiler, in this order. What it makes is kept in the checkout's {@code
 * .berth/tools}.
 */
public final class TemporalSearch {

  /** The oldest server on the PATH that will do: Berth is tested with it and newer ones. */
  private static final String OLDEST = "1.31";

  private static final Pattern PIN =
      Pattern.compile("(?m)^require github\\.com/temporalio/cli v(\\S+)$");

  private final Checkout checkout;
  private final Map<String, String> environment;
  private final Consumer<String> progress;
  private final List<String> failures = new ArrayList<>();

  /**
   * A search that has not begun.
   *
   * @param environment where {@code PATH} and {@code TEMPORAL_ADDRESS} are looked up
   * @param progress told what is going on, a line at a time, when it takes long
   */
  public TemporalSearch(
      Checkout checkout, Map<String, String> environment, Consumer<String> progress) {
    this.checkout = checkout;
    this.environment = environment;
    this.progress = progress;
  }

  /** The program for the checkout and the environment of this process. */
  public static TemporalProgram here(Consumer<String> progress) {
    Map<String, String> environment = System.getenv();
    return new TemporalSearch(Checkout.find(environment), environment, progress).program();
  }

  /** The address of a server that runs already, when the environment names one. */
  public static Optional<String> address(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("TEMPORAL_ADDRESS"))
        .filter(address -> !address.isBlank());
  }

  /**
   * Finds the program or makes it, which may take minutes.
   *
   * @throws IllegalStateException when there is no way to get it; the message says what to do
   */
  public TemporalProgram program() {
    failures.clear();
    return Stream.<Supplier<Optional<TemporalProgram>>>of(
            this::onPath, this::madeBefore, this::downloaded, this::built)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Temporal server: set TEMPORAL_ADDRESS to one that runs, or put the"
                        + " temporal program (server "
                        + OLDEST
                        + " or newer) on the PATH, or install Go so"
                        + " that Berth can build it. Tried: "
                        + String.join("; ", failures)));
  }

  /** The program, when nothing has to be made. */
  public Optional<TemporalProgram> found() {
    return onPath().or(this::madeBefore);
  }

  private Optional<TemporalProgram> onPath() {
    Optional<TemporalProgram> found =
        Programs.onPath("temporal", environment).flatMap(TemporalProgram::in);
    if (found.isEmpty()) {
      failures.add("no temporal on the PATH");
    } else if (!found.get().servesAtLeast(OLDEST)) {
      failures.add("%s is server %s".formatted(found.get().path(), found.get().server()));
    }
    return found.filter(program -> program.servesAtLeast(OLDEST));
  }

  private Optional<TemporalProgram> madeBefore() {
    return TemporalProgram.in(target()).filter(program -> program.version().equals(pin()));
  }

  private Optional<TemporalProgram> downloaded() {
    progress.accept("looking for Temporal " + pin() + " on the internet");
    try {
      // The SDK's public way to this download starts a server on it, and does not say where it is.
      Path file =
          TemporalDevServerDownloader.prepare(
              TemporalDevServerOptions.newBuilder()
                  .setDownloadVersion("v" + pin())
                  .setDownloadDestination(checkout.tools().resolve("download").toString())
                  .build());
      if (TemporalProgram.in(file).isEmpty()) {
        Files.delete(file);
        failures.add("what was downloaded does not run");
        return Optional.empty();
      }
      Files.move(
          file, target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return madeBefore();
    } catch (IllegalStateException | IOException e) {
      failures.add("no download: " + cause(e));
      return Optional.empty();
    }
  }

  private Optional<TemporalProgram> built() {
    if (Programs.onPath("go", environment).isEmpty()) {
      failures.add("no go on the PATH");
      return Optional.empty();
    }
    ProcessBuilder build =
        new ProcessBuilder("sh", module().resolve("build.sh").toString(), target().toString())
            .redirectErrorStream(true);
    build.environment().putAll(environment);
    String lastWords = "";
    try {
      Process process = build.start();
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          progress.accept(line);
          lastWords = line;
        }
      }
      if (process.waitFor() != 0) {
        failures.add("no build: " + lastWords);
      }
      return madeBefore();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while building the Temporal server", e);
    }
  }

  /** The version that the checkout was made with, from the Go module's one line about it. */
  private String pin() {
    try {
      Matcher pin = PIN.matcher(Files.readString(module().resolve("go.mod")));
      if (!pin.find()) {
        throw new IllegalStateException(module() + "/go.mod pins no Temporal");
      }
      return pin.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path module() {
    return checkout.root().resolve("tools").resolve("temporal");
  }

  private Path target() {
    return checkout.tools().resolve("temporal");
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
