package dev.berth.activities.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.berth.activities.scripts.ScriptHost.Surroundings;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import dev.berth.simulator.host.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scripts do on a host, whatever runs its containers: they are run against the stand-in
 * and against a real engine, with the same expectations.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ScriptsContract {
  static final String CORE_IMAGE = RealEngine.CORE_IMAGE;
  static final String BROKEN_IMAGE = "berth/broken:1";
  static final int LATER = 75;
  private static final int SUPERSEDED = 76;
  private static final int INVALID = 77;
  static final int PORT = 3567;

  Surroundings around;
  ScriptHost host;

  /** The engine whose containers the hosts have; empty for the stand-in. */
  abstract Optional<ContainerEngine> engine() throws Exception;

  /** An image that a registry which answers does not have. */
  abstract String absentImage();

  @BeforeAll
  void surroundings(@TempDir Path folder) throws Exception {
    around = Surroundings.with(folder, engine());
  }

  @AfterAll
  void endSurroundings() {
    if (around != null) {
      around.close();
    }
  }

  @BeforeEach
  void host() throws Exception {
    around.secret().set(ScriptHost.SECRET);
    host = around.host(Software.DOCKER);
    said(0, host.prepare(CORE_IMAGE));
  }

  @AfterEach
  void endHost() {
    host.close();
  }

  @Test
  void aStockHostGetsDockerAndTheImageOnce() throws Exception {
    try (ScriptHost stock = around.host(Software.STOCK)) {
      assertThat(said(0, stock.prepare(CORE_IMAGE)))
          .isEqualTo("{\"docker\":\"installed\",\"image\":\"pulled\"}");
      assertThat(said(0, stock.prepare(CORE_IMAGE)))
          .isEqualTo("{\"docker\":\"present\",\"image\":\"present\"}");
    }
  }

  @Test
  void anImageThatNobodyHasCanNeverBePulled() throws Exception {
    assertThat(said(INVALID, host.prepare(absentImage()))).contains("there is no image");
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgainLater() throws Exception {
    fault("docker-pull");

    assertThat(said(LATER, host.prepare(BROKEN_IMAGE))).contains("could not pull");
    said(0, host.prepare(BROKEN_IMAGE));
  }

  @Test
  void aFullDiskIsADefiniteNo() throws Exception {
    fault("disk-full");

    assertThat(said(1, host.prepare(BROKEN_IMAGE))).contains("no space left on device");
  }

  @Test
  void aCoreStartsOnceAndAnswersToItsKey() throws Exception {
    assertThat(said(0, host.start("ca", 1, PORT, CORE_IMAGE)))
        .isEqualTo("{\"container\":\"berth-ca-1\",\"port\":3567}");
    String container = host.said("docker ps -q");

    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    assertThat(host.said("docker ps -a -q")).isEqualTo(container);
    assertThat(host.answer(PORT)).isEqualTo(200);
    assertThat(said(0, host.look("ca", 1))).isEqualTo("{\"running\":\"berth-ca-1\"}");
  }

  @Test
  void aCoreIsRestartedOncePerOperation() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    String container = host.said("docker ps -q");
    String process = process();

    assertThat(said(0, host.restart("ca", 1, "operation-2")))
        .isEqualTo("{\"restarted\":\"berth-ca-1\"}");
    String restarted = process();
    said(0, host.restart("ca", 1, "operation-2"));

    assertThat(restarted).isNotEqualTo(process).isEqualTo(process());
    assertThat(host.said("docker ps -q")).isEqualTo(container);
    await().atMost(Duration.ofSeconds(30)).until(() -> host.answer(PORT) == 200);
  }

  /** Between its stop and its start nothing runs, and the core has not ended. */
  @Test
  void aLookWaitsForWhatHoldsTheLockOfTheCore() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    String state = "${BERTH_ROOT:-}/var/lib/berth";
    Thread restart =
        Thread.ofVirtual()
            .start(
                () ->
                    assertDoesNotThrow(
                        () ->
                            host.said(
                                """
                                exec 9>"%1$s/ca.lock"
                                flock 9
                                docker stop berth-ca-1
                                : >"%1$s/stopped"
                                sleep 1
                                docker start berth-ca-1"""
                                    .formatted(state))));
    await()
        .until(
            () -> host.said("[ ! -e \"%s/stopped\" ] || echo yes".formatted(state)).equals("yes"));

    assertThat(said(0, host.look("ca", 1))).isEqualTo("{\"running\":\"berth-ca-1\"}");
    restart.join();
  }

  @Test
  void aContainerThatIsNotThereIsNotRestarted() throws Exception {
    assertThat(said(1, host.restart("ca", 1, "operation-2"))).contains("No such container");
  }

  private String process() throws InterruptedException {
    return host.said("docker inspect -f '{{.State.Pid}}' berth-ca-1");
  }

  @Test
  void itsSecretsAreInAFileOfTheHostAndNowhereElse() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    assertThat(host.said("docker inspect berth-ca-1; docker logs berth-ca-1; docker ps -a"))
        .doesNotContain(ScriptHost.KEY);
    assertThat(secrets())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file).content().contains(ScriptHost.KEY);
              assertThat(Files.getPosixFilePermissions(file))
                  .isEqualTo(PosixFilePermissions.fromString("rw-------"));
              assertThat(Files.getPosixFilePermissions(file.getParent()))
                  .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            });
  }

  /** One without a key would answer to every caller. */
  @Test
  void aCoreWhoseSecretIsNotUnderstoodIsNotStarted() throws Exception {
    for (String other :
        List.of(
            "{\"apiKey\": \"abc\",\"databasePassword\":\"def\"}",
            "{\"apiKey\":\"ab-c\",\"databasePassword\":\"def\"}",
            "{\"apiKey\":\"\",\"databasePassword\":\"def\"}",
            "{\n  \"apiKey\" : \"abc\",\n  \"databasePassword\" : \"def\"\n}",
            "{\"apiKey\":\"abc\"}",
            "None")) {
      around.secret().set(other);

      assertThat(said(INVALID, host.start("ca", 1, PORT, CORE_IMAGE)))
          .contains("/berth/test/cores/ca has no key and password")
          .doesNotContain("abc");
    }
    assertThat(host.said("docker ps -a -q")).isEmpty();
    assertThat(secrets()).isEmpty();
  }

  @Test
  void whatACoreSaidIsShownAlsoWhenItsSecretsAreGone() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.said(": > ${BERTH_ROOT:-}/var/lib/berth/berth-ca-1.env; docker stop -t 0 berth-ca-1");

    assertThat(said(1, host.look("ca", 1))).containsPattern("the core ended: \\S");
  }

  @Test
  void aNewerGenerationTakesThePlaceOfAnOlderOne() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    said(0, host.start("ca", 2, PORT, CORE_IMAGE));

    assertThat(host.said("docker ps -a --format '{{.Names}}'")).isEqualTo("berth-ca-2");
    assertThat(secrets()).hasSize(1);
    said(SUPERSEDED, host.start("ca", 1, PORT, CORE_IMAGE));
    assertThat(host.answer(PORT)).isEqualTo(200);
  }

  @Test
  void aRemovedGenerationNeverStartsAgainAndLeavesNothing() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    said(0, host.remove("ca", 1));
    said(0, host.remove("ca", 1));

    said(SUPERSEDED, host.start("ca", 1, PORT, CORE_IMAGE));
    assertThat(host.said("docker ps -a -q")).isEmpty();
    assertThat(secrets()).isEmpty();
    assertThat(host.answer(PORT)).isZero();
  }

  @Test
  void aStartThatStoppedHalfWayIsBegunAgain() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    String container = host.said("docker ps -q");
    host.said("docker stop -t 0 berth-ca-1");

    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    assertThat(host.said("docker ps -a -q")).isNotEqualTo(container).hasSameSizeAs(container);
    assertThat(host.answer(PORT)).isEqualTo(200);
  }

  @Test
  void secretsOfAStartThatGotNoFurtherGoWithTheRemoval() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.said("docker rm -f berth-ca-1");

    said(0, host.remove("ca", 1));

    assertThat(secrets()).isEmpty();
  }

  @Test
  void aTakenPortIsADefiniteNoAndWhoHasItStays() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    assertThat(said(1, host.start("cb", 1, PORT, CORE_IMAGE)))
        .contains("port is already allocated");

    assertThat(host.said("docker ps -a --format '{{.Names}}'")).isEqualTo("berth-ca-1");
    assertThat(host.answer(PORT)).isEqualTo(200);
    assertThat(secrets()).hasSize(1);
  }

  @Test
  void aTakenNameIsADefiniteNoAndWhoHasItStays() throws Exception {
    host.said("docker run -d --name berth-ca-1 " + CORE_IMAGE);
    String other = host.said("docker ps -a -q");

    assertThat(said(1, host.start("ca", 1, PORT, CORE_IMAGE)))
        .contains("is already in use by container");

    assertThat(host.said("docker ps -a -q")).isEqualTo(other);
    assertThat(secrets()).isEmpty();
  }

  @Test
  void whatACoreSaidBeforeItEndedIsShownWithoutItsSecrets() throws Exception {
    assertThat(said(1, host.start("ca", 1, PORT, BROKEN_IMAGE)))
        .contains("the core ended: the key is ***")
        .doesNotContain(ScriptHost.KEY);
  }

  @Test
  void anEngineThatDoesNotAnswerYetIsAskedAgainLater() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.said("systemctl stop docker");

    said(LATER, host.start("ca", 1, PORT, CORE_IMAGE));
    said(LATER, host.look("ca", 1));
    said(LATER, host.remove("ca", 2));
  }

  @Test
  void aCoreIsBackAfterItsEngineWasRestarted() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.said("systemctl restart docker");

    awaitAnswer(host);
    said(0, host.look("ca", 1));
  }

  @Test
  void aCoreIsGoneWithThePowerAndBackWithIt() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    host.machine().machine().powerOff();
    assertThat(host.answer(PORT)).isZero();
    host.machine().machine().boot();

    awaitAnswer(host);
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
  }

  @Test
  void aCoreThatWasStoppedByHandStaysStopped() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    host.said("docker stop -t 0 berth-ca-1");

    host.machine().machine().powerOff();
    host.machine().machine().boot();

    assertThat(host.said("docker ps -q")).isEmpty();
    assertThat(host.said("docker ps -a --format '{{.Names}}'")).isEqualTo("berth-ca-1");
  }

  @Test
  void aHostSeesAndTouchesItsOwnContainersOnly() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));
    String container = host.said("docker ps -q");
    try (ScriptHost other = around.host(Software.DOCKER)) {
      assertThat(other.said("docker ps -a -q; docker inspect -f x berth-ca-1")).isEmpty();
      other.said("docker rm -f berth-ca-1 " + container + "; docker stop " + container);
      assertThat(other.said("docker logs " + container)).isEmpty();

      said(0, other.prepare(CORE_IMAGE));
      said(0, other.start("ca", 1, PORT, CORE_IMAGE));
      assertThat(other.answer(PORT)).isEqualTo(200);
    }
    assertThat(host.answer(PORT)).isEqualTo(200);
  }

  @Test
  void anErasedHostTakesItsContainersAlong() throws Exception {
    said(0, host.start("ca", 1, PORT, CORE_IMAGE));

    host.machine().machine().erase();

    assertThat(host.answer(PORT)).isZero();
  }

  void awaitAnswer(ScriptHost host) {
    await().atMost(Duration.ofSeconds(30)).until(() -> host.answer(PORT) == 200);
  }

  private void fault(String name) throws Exception {
    Files.writeString(host.machine().spec.directory().resolve("etc/faults/" + name), "1\n");
  }

  List<Path> secrets() throws Exception {
    try (Stream<Path> files =
        Files.list(host.machine().spec.directory().resolve("var/lib/berth"))) {
      return files.filter(file -> file.toString().contains(".env")).toList();
    }
  }

  /** The last line of a script that ended so. */
  static String said(int exitCode, Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(exitCode);
    return (exitCode == 0 ? outcome.stdout() : outcome.stderr()).strip();
  }
}
