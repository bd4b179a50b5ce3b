package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Software;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDiskTest {

  private static final String IDENTITY =
      """
      cd "$BERTH_ROOT"
      cat etc/machine-id etc/ssh/ssh_host_ed25519_key var/lib/cloud/data/instance-id \
        var/lib/amazon/ssm/runtimeconfig/identity_config.json var/lib/docker/engine-id
      """;

  private static final String PREPARATION =
      """
      dnf install -y docker && systemctl enable --now docker && docker pull berth/sleeper:1
      mkdir -p "$BERTH_ROOT/var/lib/berth" && echo here >"$BERTH_ROOT/var/lib/berth/left"
      """;

  @TempDir Path folder;

  @Test
  void anImageBringsWhatWasInstalledPulledAndLeft() throws Exception {
    try (TestMachine builder = TestMachine.on(folder, Software.STOCK, Map.of());
        TestMachine clone = TestMachine.from(builder, imageOf(builder, PREPARATION))) {

      assertThat(clone.run("systemctl is-active docker").stdout()).isEqualTo("active\n");
      assertThat(clone.run("docker image inspect -f '{{.Tag}}' berth/sleeper:1").stdout())
          .isEqualTo("berth/sleeper:1\n");
      assertThat(clone.run("cat \"$BERTH_ROOT/var/lib/berth/left\"").stdout()).isEqualTo("here\n");
    }
  }

  @Test
  void anUncleanedImageMakesClonesAndACleanedOneMakesHosts() throws Exception {
    try (TestMachine builder = TestMachine.on(folder, Software.DOCKER, Map.of())) {
      String identity = builder.run(IDENTITY).stdout();
      assertThat(identity.lines()).hasSize(5).contains(builder.spec.instanceId());

      try (TestMachine clone = TestMachine.from(builder, imageOf(builder, "true"))) {
        assertThat(clone.run(IDENTITY).stdout()).isEqualTo(identity);
      }

      String cleaning =
          """
          cd "$BERTH_ROOT" && rm -rf etc/ssh/ssh_host_* var/lib/cloud/* var/lib/amazon/ssm/*
          : >etc/machine-id
          rm var/lib/docker/engine-id
          """;
      try (TestMachine host = TestMachine.from(builder, imageOf(builder, cleaning))) {
        assertThat(host.run(IDENTITY).stdout().lines())
            .hasSize(5)
            .contains(host.spec.instanceId())
            .doesNotContainAnyElementsOf(identity.lines().toList());
      }
    }
  }

  @Test
  void anIdentityOutlivesAPowerCut() throws Exception {
    try (TestMachine machine = TestMachine.on(folder, Software.DOCKER, Map.of())) {
      String identity = machine.run(IDENTITY).stdout();

      machine.machine().powerOff();
      machine.machine().boot();

      assertThat(machine.run(IDENTITY).stdout()).isEqualTo(identity);
    }
  }

  @Test
  void aContainerOnAnImageRunsOnlyIfItsPolicyStartsIt() throws Exception {
    try (TestMachine builder = TestMachine.on(folder, Software.DOCKER, Map.of());
        TestMachine clone =
            TestMachine.from(
                builder,
                imageOf(
                    builder,
                    "docker run -d --name once berth/sleeper:1;"
                        + " docker run -d --name ever --restart always berth/sleeper:1"))) {

      assertThat(clone.run("docker ps --format '{{.Names}}'").stdout()).isEqualTo("ever\n");
      assertThat(clone.run("docker ps -a --format '{{.Names}}'").stdout()).contains("once\n");
      assertThat(builder.run("docker ps -q").stdout().lines()).hasSize(2);
    }
  }

  private Path imageOf(TestMachine builder, String preparation)
      throws IOException, InterruptedException {
    assertThat(builder.run(preparation).exitCode()).isZero();
    Path image = folder.resolve("images/" + System.nanoTime());
    builder.machine().copyDisk(image);
    return image;
  }
}
