package dev.berth.worker.deploy;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.settings.Settings;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.servers.process.Checkout;
import dev.berth.simulator.fault.Fault;
import dev.berth.worker.Configuration;
import dev.berth.worker.Configuration.RegistryDatabase;
import dev.berth.worker.doctor.Check;
import dev.berth.worker.doctor.Doctor;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An installation with an account of its own, which the worker's doctor looks at. */
abstract class Examined {
  static final Duration LIMIT = Duration.ofSeconds(60);

  Berth berth;
  Settings settings;
  AwsClients caller;
  Clock clock = Clock.systemUTC();
  Optional<String> workerRole;
  Optional<String> starterRole;

  @BeforeEach
  void start() throws IOException {
    berth = Berth.start();
    settings = berth.settings;
    caller = berth.clients;
    workerRole = Optional.of("worker@" + berth.installation);
    starterRole = Optional.of("starter@" + berth.installation);
  }

  @AfterEach
  void stop() throws IOException {
    berth.close();
  }

  void asTheWorker() {
    caller = berth.workersClients;
    workerRole = Optional.empty();
    starterRole = Optional.empty();
  }

  void withhold(String action) {
    berth.aws.faults().add(new Fault.Withheld("worker@" + berth.installation, action));
  }

  List<Finding> look(String subject) throws IOException {
    return Doctor.examine(checks(subject), LIMIT);
  }

  List<Check> checks(String... subjects) throws IOException {
    return checks(List.of(berth.registry.databaseServers().find("main").orElseThrow()), subjects);
  }

  List<Check> checks(List<DatabaseServer> servers, String... subjects) throws IOException {
    String starterPolicy =
        Files.readString(
            Checkout.find(System.getenv())
                .root()
                .resolve("starter/src/main/resources/iam/starter.json"));
    Configuration configuration =
        new Configuration(
            settings, new RegistryDatabase("jdbc:none", "", ""), servers, null, null, null);
    return new Installation(caller, clock, workerRole, starterRole, starterPolicy, LIMIT)
        .checks(configuration).stream()
            .filter(check -> List.of(subjects).contains(check.subject()))
            .toList();
  }
}
