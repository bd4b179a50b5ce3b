package dev.berth.servers.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Ports;
import dev.berth.servers.process.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search among fake programs: each says its version and nothing else. */
class TemporalSearchTest {

  private static final String DOWNLOADS = "io.temporal.testing.devServerDownloadBaseUrl";
  private static final String PINNED = "temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)";
  private static final List<String> WHAT_BUILD_SH_NEEDS =
      List.of(
          "chmod", "dirname", "flock", "grep", "mkdir", "mv", "nice", "rm", "sed", "sleep", "tail");

  @TempDir Path folder;

  private final List<String> progress = new CopyOnWriteArrayList<>();
  private Path bin;
  private Checkout checkout;

  @BeforeEach
  void aCheckoutWithoutInternet() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    checkout = new Checkout(Files.createDirectory(folder.resolve("a checkout")));
    FileUtils.copyDirectory(
        Checkout.find(System.getenv()).root().resolve("tools").toFile(),
        checkout.root().resolve("tools").toFile());
    // The PATH holds nothing else: this machine may have a temporal and a go of its own.
    for (String tool : WHAT_BUILD_SH_NEEDS) {
      executable(
          bin.resolve(tool),
          "exec '%s' \"$@\"".formatted(Programs.onPath(tool, System.getenv()).orElseThrow()));
    }
    System.setProperty(DOWNLOADS, "http://127.0.0.1:" + Ports.orFree(0));
  }

  @AfterEach
  void forgetTheInternet() {
    System.clearProperty(DOWNLOADS);
  }

  @Test
  void aNamedServerNeedsNoProgram() {
    assertThat(TemporalSearch.address(Map.of("TEMPORAL_ADDRESS", "temporal:7233")))
        .hasValue("temporal:7233");
    assertThat(TemporalSearch.address(Map.of("TEMPORAL_ADDRESS", ""))).isEmpty();
    assertThat(TemporalSearch.address(Map.of())).isEmpty();
  }

  @Test
  void theOneOnThePathComesFirst() throws Exception {
    program(bin.resolve("temporal"), "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)");
    program(made(), PINNED);

    assertThat(search().program())
        .isEqualTo(new TemporalProgram(bin.resolve("temporal"), "1.9.1", "1.32.0"));
  }

  @Test
  void anOldOneOnThePathIsPassedOver() throws Exception {
    program(bin.resolve("temporal"), "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)");
    program(made(), PINNED);

    assertThat(search().program().path()).isEqualTo(made());
  }

  @Test
  void theOneMadeBeforeIsTakenAsItIs() throws Exception {
    program(made(), PINNED);

    assertThat(search().program()).isEqualTo(new TemporalProgram(made(), "1.8.2", "1.31.2"));
    assertThat(progress).isEmpty();
  }

  @Test
  void itIsDownloadedWhenTheInternetIsThere() throws Exception {
    fakeGo("exit 1");
    HttpServer internet = internetWith("#!/bin/sh\necho '" + PINNED + "'\n");
    try {
      assertThat(search().program().path()).isEqualTo(made());
    } finally {
      internet.stop(0);
    }
  }

  @Test
  void itIsBuiltWhenThereIsNoInternet() throws Exception {
    fakeGo(theBuild(PINNED));

    assertThat(search().program().path()).isEqualTo(made());
    assertThat(progress).anyMatch(line -> line.startsWith("building the Temporal server with Go"));
    assertThat(checkout.tools()).isDirectoryNotContaining("glob:**draft*");
  }

  @Test
  void anOutdatedOneIsReplaced() throws Exception {
    program(made(), "temporal version 1.7.0 (Server 1.30.0, UI 2.45.0)");
    fakeGo(theBuild(PINNED));

    assertThat(search().program().version()).isEqualTo("1.8.2");
  }

  @Test
  void aHalfWrittenOneIsReplaced() throws Exception {
    Files.createDirectories(made().getParent());
    Files.write(made(), new byte[] {0x7f, 'E', 'L', 'F'});
    assertThat(made().toFile().setExecutable(true)).isTrue();
    fakeGo(theBuild(PINNED));

    assertThat(search().program().version()).isEqualTo("1.8.2");
  }

  @Test
  void aLockThatADeadBuilderHeldIsTakenOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(checkout.tools());
    Files.writeString(checkout.tools().resolve("temporal.lock"), Long.toString(dead.pid()));
    fakeGo(theBuild(PINNED));

    assertThat(search().program().path()).isEqualTo(made());
  }

  @Test
  void manyWhoAskAtOnceBuildItOnce() throws Exception {
    Path builds = folder.resolve("builds");
    fakeGo("echo x >>'" + builds + "'; " + theBuild(PINNED));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TemporalProgram>> askers =
          threads.invokeAll(List.of(search()::program, search()::program, search()::program));
      for (Future<TemporalProgram> asker : askers) {
        assertThat(asker.get().path()).isEqualTo(made());
      }
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void whenNothingHelpsOneSentenceNamesTheThreeWays() throws Exception {
    assertThatThrownBy(() -> search().program())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "set TEMPORAL_ADDRESS",
            "on the PATH, or install Go",
            "no temporal on the PATH; no download: ",
            "Connection refused",
            "no go on the PATH");
  }

  @Test
  void aBuildThatIsEndedLeavesNothing() throws Exception {
    Path begun = folder.resolve("begun");
    fakeGo(": >\"${GOTMPDIR:?}/half\"; : >'" + begun + "'; exec sleep 600");
    ProcessBuilder build =
        new ProcessBuilder(
            "/bin/sh",
            checkout.root().resolve("tools/temporal/build.sh").toString(),
            made().toString());
    build.environment().put("PATH", bin.toString());
    Process building = build.start();
    await().until(() -> Files.exists(begun));

    building.destroy();

    assertThat(building.waitFor()).isEqualTo(143);
    assertThat(checkout.tools()).isDirectoryNotContaining("glob:**/temporal.*.*");
  }

  @Test
  void aBuildThatFailsSaysWhy() throws Exception {
    fakeGo("echo 'no space left on device' >&2; exit 1");

    assertThatThrownBy(() -> search().program())
        .hasMessageContaining("no build: no space left on device");
    assertThat(made()).doesNotExist();
  }

  private TemporalSearch search() {
    return new TemporalSearch(checkout, Map.of("PATH", bin.toString()), progress::add);
  }

  private Path made() {
    return checkout.tools().resolve("temporal");
  }

  private void fakeGo(String script) throws IOException {
    executable(bin.resolve("go"), script);
  }

  /** What a fake compiler does: writes a program that says this into the file after -o. */
  private static String theBuild(String version) {
    return """
        while [ "$1" != -o ]; do shift; done
        printf '#!/bin/sh\\necho "%s"\\n' >"$2"
        chmod +x "$2"
        """
        .formatted(version);
  }

  private static void program(Path file, String version) throws IOException {
    executable(file, "echo '" + version + "'");
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static HttpServer internetWith(String program) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    serve(
        server,
        "/cli/v1.8.2",
        "{\"archiveUrl\":\"%s/archive\",\"fileToExtract\":\"temporal\"}"
            .formatted(base)
            .getBytes(StandardCharsets.UTF_8));
    serve(server, "/archive", archive(program.getBytes(StandardCharsets.UTF_8)));
    server.start();
    System.setProperty(DOWNLOADS, base);
    return server;
  }

  private static void serve(HttpServer server, String path, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static byte[] archive(byte[] program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry("temporal");
      entry.setSize(program.length);
      tar.putArchiveEntry(entry);
      tar.write(program);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
