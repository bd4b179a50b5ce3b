package dev.berth.local.operator;

import dev.berth.servers.Needs;
import dev.berth.servers.process.ChildProcess;
import dev.berth.servers.process.Ports;
import dev.berth.servers.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A headless Chromium that reaches nothing but this computer, behind a chromedriver that is a child
 * of ours. Both are this machine's own: nothing is downloaded.
 */
final class Browser implements AutoCloseable {
  /** The name of a site that its owner has bound to this computer. */
  static final String SITE = "evil.example";

  private static final Duration START = Duration.ofSeconds(30);

  /** What a page has room for; pictures are smaller by {@link #SCALE}: 1280 x 800. */
  private static final Dimension PAGE = new Dimension(1600, 1000);

  private static final double SCALE = 0.8;

  private final Path folder;
  private final ChildProcess program;
  private final RemoteWebDriver driver;

  /** Opens a window. */
  static Browser open() {
    Optional<Path> chromium = find("BERTH_CHROMIUM", "chromium", "google-chrome");
    Optional<Path> chromedriver = find("BERTH_CHROMEDRIVER", "chromedriver");
    Needs.that(
        chromium.isPresent() && chromedriver.isPresent(),
        "Chromium and its driver are not on the PATH: apt-get install chromium chromium-driver,"
            + " or set BERTH_CHROMIUM and BERTH_CHROMEDRIVER to them");
    return new Browser(chromium.get(), chromedriver.get());
  }

  private static Optional<Path> find(String variable, String... names) {
    Map<String, String> environment = System.getenv();
    return Optional.ofNullable(environment.get(variable))
        .map(Path::of)
        .or(
            () ->
                Stream.of(names)
                    .flatMap(name -> Programs.onPath(name, environment).stream())
                    .findFirst());
  }

  private Browser(Path chromium, Path chromedriver) {
    folder = temporaryFolder();
    int port = Ports.orFree(0);
    program =
        ChildProcess.start(
            new ChildProcess.Command(
                "chromedriver",
                folder,
                List.of(chromedriver.toString(), "--port=" + port),
                Map.of("TMPDIR", folder.toString())));
    try {
      program.awaitReady(START, port, () -> true);
      driver =
          new RemoteWebDriver(
              URI.create("http://127.0.0.1:" + port).toURL(), capabilities(chromium), false);
      fit();
    } catch (MalformedURLException | RuntimeException e) {
      program.kill();
      throw new IllegalStateException("Chromium does not start:\n" + program.logTail(20), e);
    }
  }

  private static ImmutableCapabilities capabilities(Path chromium) {
    return new ImmutableCapabilities(
        "browserName",
        "chrome",
        "goog:chromeOptions",
        Map.of(
            "binary",
            chromium.toString(),
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox", // root has none, nor has a container
                "--disable-dev-shm-usage", // a container's is small
                "--no-proxy-server",
                "--disable-features=LocalNetworkAccessChecks", // no other browser asks by default
                "--host-resolver-rules=MAP %s 127.0.0.1, MAP *.localhost 127.0.0.1,".formatted(SITE)
                    + " MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--hide-scrollbars",
                "--force-device-scale-factor=" + SCALE)));
  }

  /**
   * A window is as large as is said, its page smaller by the frame that even a headless one has.
   */
  private void fit() {
    driver.manage().window().setSize(PAGE);
    List<?> frame =
        (List<?>)
            driver.executeScript(
                "return [outerWidth - innerWidth, outerHeight - innerHeight].map(Math.round)");
    driver
        .manage()
        .window()
        .setSize(
            new Dimension(
                PAGE.width + ((Number) frame.get(0)).intValue(),
                PAGE.height + ((Number) frame.get(1)).intValue()));
  }

  RemoteWebDriver driver() {
    return driver;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("berth-test-browser-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      program.close();
      FileUtils.deleteQuietly(folder.toFile());
    }
  }
}
