package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dnf and systemctl do to a machine. */
class SoftwareTest {

  @TempDir Path folder;

  private TestMachine stock() throws Exception {
    return TestMachine.on(folder, Software.STOCK, Map.of());
  }

  @Test
  void aStockMachineHasNoDockerUntilItIsInstalledAndStarted() throws Exception {
    try (TestMachine machine = stock()) {
      assertThat(machine.run("docker version").exitCode()).isEqualTo(127);
      assertThat(machine.run("systemctl start docker"))
          .returns(5, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("Unit docker.service not found");

      assertThat(machine.run("dnf install -y docker").stdout()).contains("Installed:", "docker");
      assertThat(machine.run("systemctl is-active docker"))
          .isEqualTo(new Outcome(3, "inactive\n", "", false));
      assertThat(machine.run("docker info"))
          .returns(1, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("Cannot connect to the Docker daemon at unix:///var/run/docker.sock");

      assertThat(machine.run("systemctl enable --now docker && docker info").exitCode()).isZero();
    }
  }

  @Test
  void enabledDockerStartsWithTheMachineAndDisabledDoesNot() throws Exception {
    try (TestMachine machine = stock()) {
      machine.run("dnf install -y docker; systemctl start docker");
      machine.machine().powerOff();
      machine.machine().boot();
      assertThat(machine.run("systemctl is-active docker").stdout()).isEqualTo("inactive\n");

      machine.run("systemctl enable docker");
      machine.machine().powerOff();
      machine.machine().boot();
      assertThat(machine.run("systemctl is-active docker").stdout()).isEqualTo("active\n");
    }
  }

  @Test
  void aMachineFromAnImageHasDockerRunning() throws Exception {
    try (TestMachine machine = TestMachine.on(folder, Software.DOCKER, Map.of())) {
      assertThat(machine.run("systemctl is-active docker && docker version").exitCode()).isZero();
      assertThat(machine.run("dnf install -y docker").stdout()).contains("already installed");
    }
  }

  @Test
  void theRpmLockRefusesAsOftenAsTheFaultSays() throws Exception {
    try (TestMachine machine = stock()) {
      Files.writeString(machine.spec.directory().resolve("etc/faults/dnf-lock"), "2\n");
      for (int i = 0; i < 2; i++) {
        assertThat(machine.run("dnf install -y docker"))
            .returns(1, Outcome::exitCode)
            .extracting(Outcome::stderr)
            .asString()
            .contains("can't create transaction lock");
      }
      assertThat(machine.run("dnf install -y docker && command -v docker").exitCode()).isZero();
    }
  }

  @Test
  void dnfKnowsOtherPackagesAndRefusesOtherCommands() throws Exception {
    try (TestMachine machine = stock()) {
      assertThat(machine.run("dnf -y install jq").exitCode()).isZero();
      assertThat(machine.run("dnf frobnicate"))
          .returns(1, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("No such command: frobnicate");
    }
  }

  @Test
  void dockerIsAbsentWhileDnfTakesItsTime() throws Exception {
    try (TestMachine machine =
        TestMachine.on(folder, Software.STOCK, Map.of("dnf-install", Duration.ofHours(1)))) {
      machine.run("dnf install -y docker &");
      assertThat(machine.run("command -v docker").exitCode()).isNotZero();
    }
  }

  @Test
  void anUpgradeHasSomethingToDoOnceAndThenOnlyLooks() throws Exception {
    try (TestMachine machine = stock()) {
      assertThat(machine.run("dnf upgrade -y").stdout()).doesNotContain("Nothing to do.");
      assertThat(machine.run("dnf upgrade -y").stdout()).contains("Nothing to do.");
    }
  }
}
