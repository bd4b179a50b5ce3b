package dev.berth.simulator.standin;

import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.host.OwnStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Stands for a customer's core where the real one cannot run: it is configured, starts, answers and
 * ends like it, as far as Berth can tell. {@code docs/stand-in.md} says how far.
 */
public final class StandInCore {

  private StandInCore() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      start(System.getenv(), List.of(arguments));
    } catch (CannotStart reason) {
      System.err.println(reason.getMessage());
      System.exit(1);
    }
  }

  private static void start(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Configuration configuration = Configuration.from(environment, arguments);
    failAtStart(configuration.failure());
    Storage storage =
        configuration.database().isPresent()
            ? Database.open(configuration.database().get())
            : new Storage.Memory();
    OwnStart.awaitAge(configuration.startDelay());
    HttpServer server = CoreEndpoint.open(configuration, storage);
    String place = configuration.host() + ":" + server.getAddress().getPort();
    announce(place);
    if (configuration.failure() instanceof Failure.CrashAfterReady(Duration time)) {
      Thread.sleep(time);
      System.err.println("crash-after-ready");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void failAtStart(Failure failure) throws InterruptedException {
    switch (failure) {
      case Failure.SlowStart(Duration time) -> Thread.sleep(time);
      case Failure.ExitOnStart() -> throw new CannotStart("exit-on-start");
      case Failure.NeverListens() -> {
        System.err.println("never-listens");
        Thread.sleep(Duration.ofDays(365));
      }
      case Failure.None _, Failure.CrashAfterReady _ -> {}
    }
  }

  /** The file and the line by which a start script knows that the core is ready. */
  private static void announce(String place) throws IOException {
    Path started = Path.of(".started", place.replace(':', '-'));
    Files.createDirectories(started.getParent());
    long pid = ProcessHandle.current().pid();
    Files.writeString(started, pid + "\n");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> started.toFile().delete()));
    System.out.println("Started SuperTokens on " + place + " with PID: " + pid);
  }
}
