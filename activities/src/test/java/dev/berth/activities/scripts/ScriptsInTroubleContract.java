package dev.berth.activities.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say where a core or the engine itself is not well: a definite no, or later. */
abstract class ScriptsInTroubleContract extends ScriptsContract {
  /** Ends once; then it is a core whose log does not say that it has started. */
  private static final String FRAGILE_IMAGE = "berth/fragile-core:1";

  private static final String FAILS =
      "echo 'Error response from daemon: device or resource busy' >&2; exit 1";
  private static final String STOPS =
      "systemctl stop docker; echo 'docker: Cannot connect to the Docker daemon' >&2; exit 125";

  @Test
  void aCoreThatWasRestartedOnceIsAdopted() throws Exception {
    said(0, host.prepare(FRAGILE_IMAGE));
    assertThat(said(1, host.start("ca", 1, PORT, FRAGILE_IMAGE))).contains("the core ended");
    awaitAnswer(host);
    String container = host.said("docker ps -q");

    assertThat(said(0, host.start("ca", 1, PORT, FRAGILE_IMAGE)))
        .isEqualTo("{\"container\":\"berth-ca-1\",\"port\":3567}");

    assertThat(host.said("docker ps -a -q")).isEqualTo(container);
  }

  @Test
  void aCoreThatIsRestartedAgainAndAgainIsADefiniteNo() throws Exception {
    said(1, host.start("ca", 1, PORT, BROKEN_IMAGE));
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                host.said("docker inspect -f '{{.State.Status}} {{.RestartCount}}' berth-ca-1")
                    .equals("restarting 5"));

    assertThat(said(1, host.start("ca", 1, PORT, BROKEN_IMAGE)))
        .contains("the core ended: the key is ***");
    assertThat(said(1, host.look("ca", 1))).contains("the core ended: the key is ***");
  }

  @Test
  void aDatabaseServerThatIsFullIsAskedAgainLater() throws Exception {
    said(0, host.start("crowded", 1, PORT, CORE_IMAGE));
    around.grant("crowded", 0);

    assertThat(said(LATER, host.start("crowded", 2, PORT, CORE_IMAGE)))
        .contains("too many connections for role");

    assertThat(host.said("docker ps -a -q")).isEmpty();
    around.grant("crowded", -1);
    said(0, host.start("crowded", 2, PORT, CORE_IMAGE));
    assertThat(host.answer(PORT)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "inspect", "rm"})
  void whatTheEngineDidNotDoForARemovalIsDoneLater(String word) throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.onceInsteadOf(word, FAILS);

    said(LATER, host.remove("ca", 1));

    assertThat(secrets()).hasSize(1);
    said(0, host.remove("ca", 1));
    assertThat(host.said("docker ps -a -q")).isEmpty();
    assertThat(secrets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "inspect"})
  void aCoreIsNeitherDoubledNorRemovedWhileTheEngineSaysNothingOfIt(String word) throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    String container = host.said("docker ps -q");
    host.onceInsteadOf(word, FAILS);

    said(LATER, host.start("ca", 2, PORT, CORE_IMAGE));

    assertThat(host.said("docker ps -a -q")).isEqualTo(container);
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    assertThat(host.said("docker ps -a -q")).isEqualTo(container);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "rm"})
  void aBuilderIsNotCleanWhileTheEngineDoesNotDoItsPart(String word) throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.onceInsteadOf(word, FAILS);

    said(LATER, host.clean(CORE_IMAGE));
  }

  @Test
  void anEngineThatGoesAwayUnderAStartIsAskedAgainLater() throws Exception {
    host.onceInsteadOf("run", STOPS);

    said(LATER, host.start("ca", 1, PORT, CORE_IMAGE));

    host.said("systemctl start docker");
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    assertThat(host.answer(PORT)).isEqualTo(200);
  }

  @Test
  void anEngineThatGoesAwayUnderAProofIsAskedAgainLater() throws Exception {
    host.said("rm \"$BERTH_ROOT/var/lib/berth/prepared\"");
    said(0, host.prepare(CORE_IMAGE)); // nothing had to be pulled: as on a host of a baked image
    host.onceInsteadOf("run", STOPS);

    said(LATER, host.prove(CORE_IMAGE, PORT));

    host.said("systemctl start docker");
    said(0, host.prove(CORE_IMAGE, PORT));
    awaitAnswer(host);
  }
}
