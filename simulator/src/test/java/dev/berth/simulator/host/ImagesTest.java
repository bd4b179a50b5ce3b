package dev.berth.simulator.host;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands for an image, and what its command is told. */
class ImagesTest {

  private static final String CORE = "supertokens/supertokens-postgresql:9.3.1";

  @TempDir Path folder;

  private TestMachine machine(Map<String, Duration> delays) throws Exception {
    return TestMachine.on(folder, Software.DOCKER, delays);
  }

  @Test
  void aCoreAnswersOnTheHostsAddressAndPublishedPort() throws Exception {
    try (TestMachine machine = machine(Map.of())) {
      machine.run("docker run -d --name core -p 3570:3567 " + CORE);
      String url = "http://" + machine.spec.address() + ":3570/hello";

      eventually(
          "the core answers", () -> machine.run("curl -sf " + url).stdout().startsWith("Hello"));

      assertThat(machine.run("docker logs core").stdout())
          .contains("Started SuperTokens on " + machine.spec.address() + ":3570");
      assertThat(machine.run("docker rm -f core && curl -s " + url).exitCode()).isEqualTo(7);
    }
  }

  @Test
  void aPublishedPortBehindWhichTheCoreDoesNotListenStaysDead() throws Exception {
    try (TestMachine machine = machine(Map.of())) {
      machine.run("docker run -d --name core -p 3570:3999 " + CORE);
      eventually(
          "the core is up", () -> machine.run("docker logs core").stdout().contains("Started"));

      assertThat(machine.run("curl -s http://" + machine.spec.address() + ":3570").exitCode())
          .isEqualTo(7);
    }
  }

  @Test
  void aCommandIsToldItsAddressPortsArgumentsAndDelayAndNothingOfTheScript() throws Exception {
    try (TestMachine machine = machine(Map.of("core-start", Duration.ofMillis(1500)))) {
      machine.run(
          """
          export SECRET=x
          docker run -d --name aa -p 3570:3567 -e A=1 berth/shell:1 \
            'echo "$BERTH_HOST_ADDRESS $BERTH_HOST_PORT $BERTH_CONTAINER_PORT $BERTH_CORE_START $A $0"
            env' second
          """);
      eventually(
          "it has spoken", () -> machine.run("docker logs aa").stdout().contains("HOSTNAME"));

      assertThat(machine.run("docker logs aa").stdout())
          .startsWith(machine.spec.address() + " 3570 3567 1.5 1 second\n")
          .doesNotContain("SECRET")
          .doesNotContain("BERTH_RUN");
    }
  }

  @Test
  void pullingIsRememberedOverARestart() throws Exception {
    try (TestMachine machine = machine(Map.of())) {
      assertThat(machine.run("docker image inspect " + CORE).exitCode()).isEqualTo(1);
      assertThat(machine.run("docker pull " + CORE).stdout()).contains("Downloaded newer image");
      assertThat(machine.run("docker pull -q " + CORE).stdout())
          .isEqualTo("docker.io/" + CORE + "\n");

      machine.machine().powerOff();
      machine.machine().boot();

      assertThat(machine.run("docker image inspect " + CORE).exitCode()).isZero();
      assertThat(machine.run("docker pull " + CORE).stdout()).contains("Image is up to date");
    }
  }

  @Test
  void anImageForWhichNothingStandsIsDenied() throws Exception {
    try (TestMachine machine = machine(Map.of())) {
      assertThat(machine.run("docker pull nobody/nothing:1"))
          .returns(1, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("pull access denied for nobody/nothing");
      assertThat(machine.run("docker run -d nobody/nothing:1"))
          .returns(125, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("Unable to find image 'nobody/nothing:1' locally", "pull access denied");
    }
  }

  @Test
  void aPullFailsAsOftenAsTheFaultSays() throws Exception {
    try (TestMachine machine = machine(Map.of())) {
      Files.writeString(machine.spec.directory().resolve("etc/faults/docker-pull"), "1");

      assertThat(machine.run("docker pull " + CORE).exitCode()).isEqualTo(1);
      assertThat(machine.run("docker pull " + CORE).exitCode()).isZero();
    }
  }
}
