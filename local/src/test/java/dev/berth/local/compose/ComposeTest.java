package dev.berth.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.client.BerthClient;
import dev.berth.client.BerthException;
import dev.berth.client.api.CoreView;
import dev.berth.servers.Needs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker compose up}, as a new user does it, and what may happen to it then. */
@Tag("containers")
@Tag("alone")
@Timeout(600)
class ComposeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> PROGRAMS = List.of("worker", "starter", "aws");

  private static ComposedWorld world;
  private static BerthClient berth;
  private static HttpClient http;

  @BeforeAll
  @Timeout(900)
  static void up() throws IOException {
    Needs.packagedWorker();
    world = new ComposedWorld();
    world.up();
    berth = BerthClient.at(world.at(8480), Files.readString(world.key()).strip());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void down() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void whateverCrashesADeploymentIsFinishedAndNothingIsLost() throws Exception {
    CoreView first = deployed("first");
    String key = berth.credentials("first", "development").apiKey();

    List<String> running = world.running();
    assertThat(running).hasSize(7);
    for (String container : running) {
      String customer = "without-" + world.containers().indexOf(container);
      berth.deploy(customer, "development");
      world.crash(container);
      awaitReady(customer);
    }

    assertThat(answer(first, key)).isEqualTo(200);
    assertThat(answer(first, "another-key")).isEqualTo(401);
    assertThat(berth.cores()).allMatch(core -> core.state().equals("ready"));
    assertThat(instances()).isEqualTo(berth.hosts().list().size());
  }

  @Test
  void theUiShowsTheRuns() {
    deployed("looked-at");

    URI runs = world.at(8233).resolve("/api/v1/namespaces/default/workflows?query=");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(runs)).contains("core/looked-at/development"));
  }

  @Test
  void whatItRemembersSurvivesDownAndUp() throws Exception {
    CoreView core = deployed("stays");
    String key = berth.credentials("stays", "development").apiKey();

    world.down();
    assertThat(world.containers()).isEmpty();
    world.up();

    assertThat(berth.credentials("stays", "development").apiKey()).isEqualTo(key);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(answer(core, key)).isEqualTo(200));
    assertThat(berth.operations(50)).anyMatch(run -> "stays".equals(run.customer()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void sigtermDrainsAProgramAndNothingIsLost(String program) {
    berth.deploy("drained-by-" + program, "development");
    String container = first(program);

    world.docker("stop", "--time", "30", container);

    assertThat(world.docker("inspect", "--format", "{{.State.ExitCode}}", container))
        .isEqualTo("143");
    if (program.equals("starter")) {
      world.docker("start", container);
    }
    awaitReady("drained-by-" + program);
    world.docker("start", container);
  }

  @Test
  void onlyThisOneLoopbackAddressIsPublished() {
    List<String> published =
        inspected(
                "{{range $port, $to := .NetworkSettings.Ports}}{{range $to}}{{.HostIp}} {{end}}{{end}}")
            .flatMap(addresses -> Stream.of(addresses.strip().split(" ")))
            .filter(address -> !address.isEmpty())
            .toList();

    assertThat(published).hasSizeGreaterThan(4).containsOnly(world.address());
  }

  @Test
  void noSecretIsInWhatTheEngineOrTheFilesTell() throws IOException {
    deployed("secretive");
    String postgres = world.containers("postgres").getFirst();
    List<String> secrets =
        Stream.of("postgres", "temporal", "berth", "berth_worker", "berth_starter")
            .map(name -> world.docker("exec", postgres, "cat", "/passwords/database/" + name))
            .toList();
    String key = Files.readString(world.key()).strip();
    String simulated = world.docker("exec", first("aws"), "cat", "/passwords/aws/secret");
    String told =
        String.join("\n", inspected("{{json .}}").toList())
            + world.compose("config")
            + world.compose("logs", "--no-color");

    assertThat(secrets).hasSize(5).doesNotHaveDuplicates().allMatch(s -> s.length() == 48);
    assertThat(told)
        .doesNotContain(secrets)
        .doesNotContain(simulated)
        .doesNotContain(key)
        .doesNotContain(berth.credentials("secretive", "development").apiKey());
  }

  @Test
  void theFirstApiKeyIsForItsOwnerAloneAndThereIsNoWayInWithoutOne() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(world.key())))
        .isEqualTo("rw-------");
    assertThat(berth.keys().own().name()).isEqualTo("first");
    assertThat(berth.keys().list().keys()).hasSize(1);

    HttpRequest anonymous = HttpRequest.newBuilder(world.at(8480).resolve("/v1/cores")).build();
    assertThat(http.send(anonymous, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
  }

  @Test
  void withARealAccountEachProgramHasCredentialsOfItsOwnAndNoFolderOfTheUser() throws Exception {
    JsonNode services =
        new ObjectMapper()
            .readTree(world.configOfAnAccount("/for-worker", "/for-starter"))
            .get("services");

    assertThat(binds(services.get("worker"))).containsExactly("/config");
    assertThat(binds(services.get("starter"))).isEmpty();
    assertThat(binds(services.get("passwords"))).contains("/aws/worker", "/aws/starter");
    for (String program : List.of("worker", "starter")) {
      assertThat(services.get(program).get("environment").properties())
          .extracting(Map.Entry::getKey)
          .doesNotContain("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ENDPOINT_URL");
    }
  }

  private static List<String> binds(JsonNode service) {
    return service
        .get("volumes")
        .valueStream()
        .filter(volume -> volume.get("type").asText().equals("bind"))
        .map(volume -> volume.get("target").asText())
        .toList();
  }

  @Test
  void credentialsOfARealAccountAreGivenToTheirProgramOnly(@TempDir Path folder) throws Exception {
    Path worker =
        Files.writeString(folder.resolve("worker"), "[default]\naws_access_key_id = AK\n");
    Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rw-------"));

    assertThat(world.givenTo("worker", worker))
        .isEqualTo("10001 600\n[default]\naws_access_key_id = AK");
    assertThat(world.givenTo("starter", worker)).isEqualTo("10001 600");
  }

  @Test
  void programsRunWithoutRightsOnAReadOnlyFileSystem() {
    for (String program : PROGRAMS) {
      String container = world.containers(program).getFirst();
      assertThat(
              world.docker(
                  "inspect",
                  "--format",
                  "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}",
                  container))
          .isEqualTo("true [ALL] [no-new-privileges:true]");
      assertThat(world.docker("exec", container, "id", "-u")).isIn("10001", "10002");
      assertThat(
              world.docker(
                  "exec", container, "sh", "-c", "touch /berth/x 2>&1 || : && touch /tmp/x"))
          .contains("Read-only file system");
    }
  }

  @Test
  void imagesSayWhatTheyWereMadeOf() {
    for (String program : PROGRAMS) {
      String image = world.docker("inspect", "--format", "{{.Config.Image}}", first(program));
      assertThat(
              world.docker(
                  "image",
                  "inspect",
                  "--format",
                  Stream.of("version", "revision", "source")
                      .map("{{index .Config.Labels \"org.opencontainers.image.%s\"}}"::formatted)
                      .collect(Collectors.joining(" ")),
                  image))
          .isEqualTo("%s %s %s", image.split(":", 2)[1], world.revision(), ComposedWorld.SOURCE);
    }
  }

  private static String first(String service) {
    return world.containers(service).getFirst();
  }

  private static Stream<String> inspected(String format) {
    return world.containers().stream()
        .map(container -> world.docker("inspect", "--format", format, container));
  }

  private static CoreView deployed(String customer) {
    berth.deploy(customer, "development");
    return awaitReady(customer);
  }

  /** The starter may be away meanwhile. */
  private static CoreView awaitReady(String customer) {
    return await()
        .ignoreExceptionsInstanceOf(BerthException.class)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> berth.core(customer, "development").orElseThrow().core(),
            core -> core.state().equals("ready"));
  }

  /** What the core says at its URL, whose name stands for the address that all is published on. */
  private static int answer(CoreView core, String key) throws IOException, InterruptedException {
    URI url = URI.create(core.url());
    HttpRequest request =
        HttpRequest.newBuilder(world.at(url.getPort()).resolve("/users/count"))
            .header("Host", url.getAuthority())
            .header("api-key", key)
            .timeout(Duration.ofSeconds(20))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static int instances() throws IOException, InterruptedException {
    String[] header = world.docker("exec", first("aws"), "cat", "/account/header").split(": ", 2);
    String snapshot =
        http.send(
                HttpRequest.newBuilder(world.at(8483).resolve("/_simulator/snapshot"))
                    .header(header[0], header[1].strip())
                    .build(),
                BodyHandlers.ofString())
            .body();
    return (int)
        StreamSupport.stream(
                new ObjectMapper().readTree(snapshot).get("instances").spliterator(), false)
            .filter(instance -> instance.get("state").asText().equals("running"))
            .count();
  }
}
