package dev.berth.simulator.standin;

import static dev.berth.simulator.host.Eventually.eventually;

import dev.berth.simulator.host.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A core as a process of its own, in a folder of its own. */
final class CoreProcess implements AutoCloseable {

  /** The core's own default. */
  static final int PORT = 3567;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  final Path folder;
  final String host;

  private CoreProcess(Process process, Path folder, String host) {
    this.process = process;
    this.folder = folder;
    this.host = host;
  }

  static CoreProcess start(Map<String, String> environment, String... arguments) throws Exception {
    return startOn(Loopback.address(), environment, arguments);
  }

  static CoreProcess startOn(String host, Map<String, String> environment, String... arguments)
      throws Exception {
    Path folder = Files.createTempDirectory("core");
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx48m",
            "-cp",
            System.getProperty("java.class.path"),
            StandInCore.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().put("SUPERTOKENS_HOST", host);
    builder.environment().putAll(environment);
    return new CoreProcess(builder.start(), folder, host);
  }

  CoreProcess ready() throws Exception {
    eventually("the core says that it started", () -> log().contains("Started SuperTokens on"));
    return this;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  Path startedFile() {
    return folder.resolve(".started/" + host + "-" + PORT);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() throws Exception {
    eventually("the core ends", () -> !process.isAlive());
    return process.exitValue();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + PORT + path))
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return ask(path, headers).get();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    client.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
