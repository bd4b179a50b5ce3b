package dev.berth.local.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;

import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldPorts;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.worker.doctor.Check;
import dev.berth.worker.doctor.Doctor;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines this machine, and the installation that is configured in this environment; else the
 * world that {@code ./berth up} runs here.
 *
 * @param world where that world is
 * @param limit of one check
 */
public record LocalDoctor(
    Checkout checkout, Map<String, String> environment, WorldFolder world, Duration limit) {
  /** The worker's doctor is one check, whose checks have the same limit, and it has to start. */
  private static final int START = 3;

  private static final Duration INTERNET = Duration.ofSeconds(3);

  /** Everything that can be asked here. */
  public Report examine(Optional<String> workerRole, Optional<String> starterRole) {
    List<String> configured = InstallationDoctor.configured(environment);
    Optional<ProcessHandle> running = world.owner();
    TemporalSearch search = new TemporalSearch(checkout, environment, _ -> {});
    List<Check> machine =
        new ArrayList<>(
            new ProgramChecks(environment, limit, search, LocalDoctor::reachable).checks());
    machine.add(new Check("ports", () -> PortsCheck.of(ports(), running)));
    List<Check> all = new ArrayList<>();
    for (Check check : machine) {
      // Who has an installation may never want a world on this machine.
      all.add(configured.isEmpty() ? check : unneeded(check));
    }
    all.add(
        new Check(
            "installation",
            () -> installation(configured, running.isPresent(), workerRole, starterRole)));
    return Report.of(Doctor.examine(all, limit.multipliedBy(START)));
  }

  private List<Finding> installation(
      List<String> configured,
      boolean worldRuns,
      Optional<String> workerRole,
      Optional<String> starterRole)
      throws IOException, InterruptedException {
    if (!configured.isEmpty()) {
      return after(
          ok("installation", "as configured by " + String.join(", ", configured)),
          new InstallationDoctor(checkout, Map.of(), limit, workerRole, starterRole));
    }
    if (worldRuns) {
      return after(
          ok("installation", "the world of ./berth up"),
          InstallationDoctor.ofWorld(checkout, world, limit));
    }
    return List.of(
        note(
            "installation",
            "no world of ./berth up runs, and no real installation is configured here",
            "./berth up for a world on this machine; README, Configuration, for a real one"));
  }

  private static List<Finding> after(Finding which, InstallationDoctor doctor)
      throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>(List.of(which));
    findings.addAll(doctor.findings());
    return findings;
  }

  private WorldPorts ports() {
    return world.ports().orElse(WorldPorts.ANY).orDocumented().needed(environment);
  }

  private static Check unneeded(Check check) {
    return new Check(
        check.subject(), () -> check.look().call().stream().map(Finding::unneeded).toList());
  }

  private static boolean reachable(URI server) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(INTERNET).build()) {
      client.send(
          HttpRequest.newBuilder(server).timeout(INTERNET).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
