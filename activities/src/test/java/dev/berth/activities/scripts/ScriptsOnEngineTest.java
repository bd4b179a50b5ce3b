package dev.berth.activities.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.RealEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts against a real container engine, and what only that one can show. */
@Tag("containers")
class ScriptsOnEngineTest extends ScriptsInTroubleContract {
  private final HttpServer registry = emptyRegistry();

  @Override
  Optional<ContainerEngine> engine() {
    return Optional.of(RealEngine.ofNewWorld());
  }

  @AfterAll
  void endRegistry() {
    registry.stop(0);
  }

  @Override
  String absentImage() {
    return "127.0.0.1:" + registry.getAddress().getPort() + "/nothing:1";
  }

  private static HttpServer emptyRegistry() {
    try {
      HttpServer registry =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] unknown =
          "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}"
              .getBytes(StandardCharsets.UTF_8);
      registry.createContext(
          "/v2/",
          exchange -> {
            try (exchange) {
              boolean ping = exchange.getRequestURI().getPath().equals("/v2/");
              exchange.getResponseHeaders().add("Content-Type", "application/json");
              exchange.sendResponseHeaders(ping ? 200 : 404, ping ? -1 : unknown.length);
              if (!ping) {
                exchange.getResponseBody().write(unknown);
              }
            }
          });
      registry.start();
      return registry;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCoreIsConfinedAndCannotFillTheDisk() throws Exception {
    host.start("ca", 1, 3567, CORE_IMAGE);

    String container = RealEngine.said("ps", "-q", "--filter", "label=berth.core=ca");
    assertThat(
            RealEngine.said(
                "inspect",
                "-f",
                "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}}"
                    + " {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}"
                    + " {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.LogConfig.Type}}"
                    + " {{index .HostConfig.LogConfig.Config \"max-size\"}}",
                container))
        .isEqualTo(
            "true [no-new-privileges] 268435456 2000000000 512 unless-stopped json-file 10m");
    assertThat(RealEngine.said("top", container, "-o", "pid,uid,cmd"))
        .contains("1000")
        .doesNotContain(ScriptHost.KEY);
    assertThat(RealEngine.said("inspect", container)).doesNotContain(ScriptHost.KEY);
  }

  @Test
  void itsHealthIsSeenFromInside() throws Exception {
    host.start("ca", 1, 3567, CORE_IMAGE);

    String container = RealEngine.said("ps", "-q", "--filter", "label=berth.core=ca");
    String check =
        RealEngine.said("inspect", "-f", "{{index .Config.Healthcheck.Test 1}}", container);
    RealEngine.said("exec", container, "/bin/sh", "-c", check);
  }

  @Test
  void anImageWithAUserOfItsOwnReadsItsSecretsToo() throws Exception {
    host.prepare(RealEngine.UNPRIVILEGED_IMAGE);

    var outcome = host.start("ca", 1, 3567, RealEngine.UNPRIVILEGED_IMAGE);

    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    assertThat(host.answer(3567)).isEqualTo(200);
  }

  @Test
  void onlyTheHostsOwnAddressIsPublished() throws Exception {
    host.start("ca", 1, 3567, CORE_IMAGE);

    assertThat(RealEngine.said("ps", "--filter", "label=berth.core=ca", "--format", "{{.Ports}}"))
        .isEqualTo(host.machine().spec.address() + ":3567->3567/tcp");
  }

  @Test
  void anErasedHostLeavesNeitherContainersNorVolumes() throws Exception {
    host.start("ca", 1, 3567, CORE_IMAGE);
    String label = "label=berth.world=" + around.engine().orElseThrow().world();
    String volume =
        RealEngine.said(
            "inspect",
            "-f",
            "{{range .Mounts}}{{.Name}}{{end}}",
            RealEngine.said("ps", "-q", "--filter", label));

    host.machine().machine().erase();

    assertThat(RealEngine.said("ps", "-a", "-q", "--filter", label)).isEmpty();
    assertThat(RealEngine.said("volume", "ls", "-q")).doesNotContain(volume);
  }
}
