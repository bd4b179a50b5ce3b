package dev.berth.local.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker's own doctor, as a process with the worker's classes and environment, so that it reads
 * the configuration as the worker does.
 *
 * @param environment added to our own
 * @param limit of one check
 * @param starterRole looked at as well
 */
record InstallationDoctor(
    Checkout checkout,
    Map<String, String> environment,
    Duration limit,
    Optional<String> workerRole,
    Optional<String> starterRole) {

  /** Of these variables each tells a worker something that it cannot do without. */
  private static final List<String> CONFIGURED =
      List.of("MICRONAUT_CONFIG_FILES", "BERTH_INSTALLATION", "BERTH_REGISTRY_URL");

  /** The variables that say that an installation is configured here. */
  static List<String> configured(Map<String, String> environment) {
    return CONFIGURED.stream().filter(environment::containsKey).toList();
  }

  /** Of the world that runs in this folder, with the roles that it gave to its processes. */
  static InstallationDoctor ofWorld(Checkout checkout, WorldFolder folder, Duration limit)
      throws IOException {
    return new InstallationDoctor(
        checkout,
        new ObjectMapper().readValue(folder.installation().toFile(), new TypeReference<>() {}),
        limit,
        Optional.of("worker@" + World.INSTALLATION),
        Optional.of("starter@" + World.INSTALLATION));
  }

  List<Finding> findings() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var answer = process.getInputStream()) {
      String said = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      return Report.read(said).findings();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the worker's doctor ended without an answer", e);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<String> command() {
    List<String> words =
        new ArrayList<>(checkout.java(List.of("worker"), "dev.berth.worker.doctor.Main"));
    words.addAll(List.of("--json", "--timeout", limit.toString()));
    Path policy = checkout.root().resolve("starter/src/main/resources/iam/starter.json");
    workerRole.ifPresent(role -> words.addAll(List.of("--worker-role", role)));
    starterRole.ifPresent(
        role ->
            words.addAll(List.of("--starter-role", role, "--starter-policy", policy.toString())));
    return words;
  }
}
