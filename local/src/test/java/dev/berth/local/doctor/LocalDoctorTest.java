package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.Needs;
import dev.berth.servers.process.Checkout;
import dev.berth.simulator.fault.Fault;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import dev.berth.worker.doctor.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole, as {@code ./berth doctor} asks it. */
class LocalDoctorTest {
  /** A busy computer is no fault of Berth's. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @BeforeEach
  void nothingIsConfigured() {
    environment.keySet().removeIf(name -> name.startsWith("BERTH_"));
    environment.remove("MICRONAUT_CONFIG_FILES");
  }

  @Test
  void withoutAWorldAndAnInstallationItLooksAtThisMachine() {
    List<Finding> findings = examine().findings();

    assertThat(findings)
        .extracting(Finding::subject)
        .contains("JDK", "Maven", "Temporal server", "containers", "installation")
        .doesNotContain("Temporal", "registry", "AWS");
    assertThat(findings.getLast().level()).isEqualTo(Level.NOTE);
    assertThat(findings.getLast().remedy()).contains("./berth up", "README");
  }

  @Test
  void aRunningWorldIsFoundAndFineUntilAPermissionIsTakenFromIt() {
    Needs.packagedWorker();
    try (World world = World.start(WorldOptions.of(folder, 20))) {
      Report fine = examine();
      assertThat(fine.exitCode()).as(fine.text()).isZero();
      assertThat(fine.findings())
          .filteredOn(finding -> finding.level() == Level.OK)
          .extracting(Finding::subject)
          .contains(
              "JDK",
              "ports",
              "installation",
              "configuration",
              "Temporal",
              "registry",
              "database main",
              "AWS",
              "clock",
              "permissions",
              "launch",
              "quota");
      assertThat(fine.text() + fine.json()).doesNotContain(world.postgres().password());

      world.aws().faults().add(new Fault.Withheld("worker@local", "ssm:PutParameter"));
      world.aws().faults().vcpuLimit(1);
      Report ill = examine();
      assertThat(ill.exitCode()).isEqualTo(1);
      assertThat(ill.findings())
          .filteredOn(finding -> finding.level() == Level.PROBLEM)
          .extracting(Finding::subject)
          .containsExactly("permissions", "quota");
      assertThat(ill.text()).contains("worker@local may not ssm:PutParameter");

      world.postgres().kill();
      assertThat(examine().findings())
          .filteredOn(finding -> finding.level() == Level.PROBLEM)
          .extracting(Finding::subject)
          .contains("registry", "permissions", "quota");
    }
    assertThat(examine().findings().getLast().level()).isEqualTo(Level.NOTE);
  }

  private Report examine() {
    return new LocalDoctor(
            Checkout.find(System.getenv()), environment, new WorldFolder(folder), PATIENCE)
        .examine(Optional.empty(), Optional.empty());
  }
}
