package dev.berth.local.machine;

import static dev.berth.local.machine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.machine.Machine.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What start scripts rely on in docker. The same tests run against a real engine with {@code
 * -Dberth.docker.host=unix:///...}: a difference is a bug of the stand-in. {@link DockerEngine}
 * says what the engine must have.
 */
class DockerContractTest {

  @TempDir static Path folder;
  private static DockerEngine docker;

  @BeforeAll
  static void start() throws Exception {
    docker = DockerEngine.underTest(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    docker.close();
  }

  @AfterEach
  void removeContainers() throws Exception {
    docker.run("docker rm -f $(docker ps -aq --filter name=ct-)");
  }

  private static Outcome run(String script) throws Exception {
    return docker.run(script);
  }

  private static String out(String script) throws Exception {
    Outcome outcome = docker.run(script);
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return outcome.stdout().strip();
  }

  private static String state(String name) throws Exception {
    return out(
        "docker inspect -f '{{.State.Running}} {{.State.Status}} {{.State.ExitCode}}' " + name);
  }

  @Test
  void runPrintsTheIdByWhichTheContainerIsFound() throws Exception {
    String id = out("docker run -d --name ct-a berth/sleeper:1");

    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(out("docker inspect -f '{{.Id}}' " + id.substring(0, 12))).isEqualTo(id);
    assertThat(out("docker ps --format '{{.ID}} {{.Names}} {{.Image}} {{.State}}'"))
        .isEqualTo(id.substring(0, 12) + " ct-a berth/sleeper:1 running");
  }

  @Test
  void inspectAnswersWhatScriptsAsk() throws Exception {
    run(
        """
        docker run -d --name ct-a --label core=a1 --label generation=7 --restart unless-stopped \
          berth/sleeper:1
        """);

    assertThat(state("ct-a")).isEqualTo("true running 0");
    assertThat(
            out(
                """
                docker inspect --format '{{.Name}} {{.Config.Image}} {{.RestartCount}} \
                {{index .Config.Labels "core"}} {{index .Config.Labels "generation"}} \
                {{index .Config.Labels "none"}} {{.HostConfig.RestartPolicy.Name}}' ct-a
                """))
        .isEqualTo("/ct-a berth/sleeper:1 0 a1 7  unless-stopped");
    assertThat(out("kill -0 $(docker inspect -f '{{.State.Pid}}' ct-a) && echo lives"))
        .isEqualTo("lives");
  }

  @Test
  void inspectWithoutAFormatIsJsonAndMissingThingsAreAnEmptyList() throws Exception {
    run("docker run -d --name ct-a berth/sleeper:1");

    assertThat(out("docker inspect ct-a")).startsWith("[").contains("\"/ct-a\"").endsWith("]");
    assertThat(run("docker inspect ct-none"))
        .isEqualTo(new Outcome(1, "[]\n", "Error: No such object: ct-none\n", false));
    assertThat(run("docker container inspect ct-none"))
        .returns(1, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("No such container: ct-none");
  }

  @Test
  void psFilters() throws Exception {
    run(
        """
        docker run -d --name ct-a --label core=a1 --label plan=packed berth/sleeper:1
        docker run -d --name ct-ab --label core=b2 --label plan=packed berth/sleeper:1
        docker run -d --name ct-c --label core=c3 berth/shell:1 'exit 0'
        """);
    eventually("ct-c has ended", () -> state("ct-c").equals("false exited 0"));

    assertThat(out("docker ps -q --filter label=core=a1").lines()).hasSize(1);
    assertThat(out("docker ps -q --filter label=core=zz")).isEmpty();
    assertThat(out("docker ps --format '{{.Names}}' --filter label=plan").lines())
        .containsExactlyInAnyOrder("ct-a", "ct-ab");
    assertThat(out("docker ps -aq --filter label=plan --filter label=core=a1").lines()).hasSize(1);
    assertThat(out("docker ps --format '{{.Names}}' --filter name=ct-a").lines())
        .containsExactlyInAnyOrder("ct-a", "ct-ab");
    assertThat(out("docker ps --format '{{.Names}}' --filter 'name=^ct-a$'")).isEqualTo("ct-a");
    assertThat(out("docker ps --format '{{.Names}}'").lines())
        .containsExactlyInAnyOrder("ct-a", "ct-ab");
    assertThat(out("docker ps -a --format '{{.Names}}'").lines()).hasSize(3);
    assertThat(out("docker ps --filter status=exited --format '{{.Names}}\\t{{.Label \"core\"}}'"))
        .isEqualTo("ct-c\tc3");
    assertThat(run("docker ps --filter nonsense=1"))
        .returns(1, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("nvalid filter 'nonsense");
  }

  @Test
  void statusIsSpoken() throws Exception {
    run(
        "docker run -d --name ct-a berth/sleeper:1; docker run -d --name ct-b berth/shell:1 'exit 5'");
    eventually("ct-b has ended", () -> state("ct-b").equals("false exited 5"));

    assertThat(out("docker ps -a --filter name=ct-a --format '{{.Status}}'")).startsWith("Up ");
    assertThat(out("docker ps -a --filter name=ct-b --format '{{.Status}}'"))
        .startsWith("Exited (5) ")
        .endsWith(" ago");
  }

  @Test
  void aTakenNameIsAConflict() throws Exception {
    String id = out("docker run -d --name ct-a berth/sleeper:1");

    Outcome second = run("docker run -d --name ct-a berth/sleeper:1");

    assertThat(second.exitCode()).isEqualTo(125);
    assertThat(second.stdout()).isEmpty();
    assertThat(second.stderr())
        .contains(
            "Conflict. The container name \"/ct-a\" is already in use by container \"" + id + "\"");
  }

  @Test
  void ofManyWhoTakeTheSameNameAtOnceOneSucceeds() throws Exception {
    assertThat(
            out(
                """
                for i in 1 2 3 4 5; do
                  docker run -d --name ct-a berth/sleeper:1 >/dev/null 2>&1 && echo won &
                done
                wait
                """))
        .isEqualTo("won");
  }

  @Test
  void aTakenPortIsRefusedAndTheContainerStaysUnstarted() throws Exception {
    run("docker run -d --name ct-a -p 33570:3567 berth/sleeper:1");

    Outcome second = run("docker run -d --name ct-b -p 33570:3567 berth/sleeper:1");

    assertThat(second.exitCode()).isEqualTo(125);
    assertThat(second.stdout()).matches("[0-9a-f]{64}\n");
    assertThat(second.stderr())
        .contains("Bind for 0.0.0.0:33570 failed: port is already allocated");
    assertThat(state("ct-b")).startsWith("false created");
    assertThat(run("docker start ct-b"))
        .returns(1, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("port is already allocated", "failed to start containers: ct-b");

    assertThat(out("docker stop -t 0 ct-a && docker start ct-b")).isEqualTo("ct-a\nct-b");
    assertThat(state("ct-b")).isEqualTo("true running 0");
  }

  @Test
  void stopEndsStartStartsAndBothAreHarmlessTwice() throws Exception {
    run(
        "docker run -d --name ct-a --restart always berth/shell:1 'trap \"exit 9\" TERM; while :; do sleep 0.1; done'");

    assertThat(out("docker stop ct-a")).isEqualTo("ct-a");
    assertThat(state("ct-a")).isEqualTo("false exited 9");
    assertThat(out("docker stop ct-a")).isEqualTo("ct-a");
    assertThat(out("docker start ct-a; docker start ct-a")).isEqualTo("ct-a\nct-a");
    assertThat(state("ct-a")).isEqualTo("true running 0");
  }

  @Test
  void stopKillsWhoeverDoesNotListen() throws Exception {
    run("docker run -d --name ct-a berth/shell:1 'trap \"\" TERM; while :; do sleep 0.1; done'");

    assertThat(out("docker stop -t 1 ct-a")).isEqualTo("ct-a");

    assertThat(state("ct-a")).isEqualTo("false exited 137");
  }

  @Test
  void whoeverEndsIsRestartedAsItsPolicySays() throws Exception {
    run("docker run -d --name ct-a --restart unless-stopped berth/shell:1 'echo x; exit 3'");
    eventually(
        "restarted twice",
        () -> Integer.parseInt(out("docker inspect -f '{{.RestartCount}}' ct-a")) >= 2);
    eventually("between two lives", () -> state("ct-a").equals("true restarting 3"));
    assertThat(out("docker ps --format '{{.Status}}' --filter name=ct-a"))
        .startsWith("Restarting (3)");

    run("docker stop ct-a");

    assertThat(state("ct-a")).isEqualTo("false exited 3");
  }

  @Test
  void onFailureRestartsAsOftenAsItSays() throws Exception {
    run("docker run -d --name ct-a --restart on-failure:2 berth/shell:1 'exit 3'");

    eventually(
        "given up",
        () ->
            out("docker inspect -f '{{.State.Status}} {{.RestartCount}}' ct-a").equals("exited 2"));
  }

  @Test
  void aKilledProcessComesBackUnderItsPolicy() throws Exception {
    run("docker run -d --name ct-a --restart unless-stopped berth/sleeper:1");
    String first = out("docker inspect -f '{{.State.Pid}}' ct-a");

    run("kill -9 " + first);

    eventually(
        "another process",
        () -> {
          String pid = out("docker inspect -f '{{.State.Pid}}' ct-a");
          return !pid.equals("0") && !pid.equals(first);
        });
  }

  @Test
  void rmWantsForceForARunningContainerAndForgivesAMissingOneWithIt() throws Exception {
    run("docker run -d --name ct-a berth/sleeper:1");
    String pid = out("docker inspect -f '{{.State.Pid}}' ct-a");

    assertThat(run("docker rm ct-a").exitCode()).isEqualTo(1);
    assertThat(out("docker rm -f ct-a")).isEqualTo("ct-a");

    eventually("the process is gone", () -> run("kill -0 " + pid).exitCode() != 0);
    assertThat(out("docker ps -aq --filter name=ct-a")).isEmpty();
    assertThat(run("docker rm ct-a").exitCode()).isEqualTo(1);
    assertThat(run("docker rm -f ct-a"))
        .returns(0, Outcome::exitCode)
        .extracting(Outcome::stderr)
        .asString()
        .contains("No such container: ct-a");
  }

  @Test
  void missingContainersAreNamed() throws Exception {
    for (String command : new String[] {"start", "stop", "rm", "logs"}) {
      assertThat(run("docker " + command + " ct-none"))
          .returns(1, Outcome::exitCode)
          .extracting(Outcome::stderr)
          .asString()
          .contains("No such container: ct-none");
    }
  }

  @Test
  void logsKeepWhatAContainerSaid() throws Exception {
    run("docker run -d --name ct-a berth/shell:1 'echo one; echo two; echo three'");
    eventually("all said", () -> out("docker logs ct-a").endsWith("three"));

    assertThat(out("docker logs ct-a")).isEqualTo("one\ntwo\nthree");
    assertThat(out("docker logs --tail 2 ct-a")).isEqualTo("two\nthree");
  }

  @Test
  void environmentComesFromFlagsAndFilesVerbatim() throws Exception {
    run(
        """
        export HANDED=over
        { echo '# a comment'; echo; echo "SECRET=a b'c\\"d=e"; echo HANDED; } >"${TMPDIR:-/tmp}/ct.env"
        docker run -d --name ct-a --env-file "${TMPDIR:-/tmp}/ct.env" -e A=1 --env=B=2 berth/shell:1 \
          'echo "$SECRET|$HANDED|$A|$B"'
        rm "${TMPDIR:-/tmp}/ct.env"
        """);
    eventually("it has spoken", () -> !out("docker logs ct-a").isEmpty());

    assertThat(out("docker logs ct-a")).isEqualTo("a b'c\"d=e|over|1|2");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    run(
        """
        docker run -d --name ct-a berth/shell:1 'for word in "$0" "$@"; do
          printf "<%s>" "$word"
        done' 'a  b' "it's" '' '$HOME `x` \\'
        """);
    eventually("it has spoken", () -> out("docker logs ct-a").endsWith(">"));

    assertThat(out("docker logs ct-a")).contains("<it's><><$HOME `x` \\>");
  }

  @Test
  void usualFlagsAreTakenInEverySpelling() throws Exception {
    assertThat(
            run("docker run -d --name=ct-a -eA=1 -p=33571:3567 -l x=y --memory 256m --cpus 0.5"
                    + " --log-driver json-file --log-opt max-size=1m --log-opt=max-file=2"
                    + " --restart=no --pull missing --init=false berth/sleeper:1")
                .exitCode())
        .isZero();
    assertThat(out("docker inspect -f '{{index .Config.Labels \"x\"}}' ct-a")).isEqualTo("y");
  }

  @Test
  void callsThatMakeNoSenseCreateNothing() throws Exception {
    for (String flags :
        new String[] {
          "--bogus",
          "-z",
          "--restart sometimes",
          "--memory lots",
          "-p 99999:1",
          "--env-file /nowhere",
          "--name -bad"
        }) {
      assertThat(run("docker run -d --label ct " + flags + " berth/sleeper:1").exitCode())
          .as(flags)
          .isEqualTo(125);
    }
    assertThat(run("docker run -d --bogus berth/sleeper:1").stderr())
        .contains("unknown flag: --bogus");
    assertThat(run("docker frobnicate").exitCode()).isEqualTo(1);
    assertThat(out("docker ps -aq --filter label=ct")).isEmpty();
  }

  @Test
  void imagesThatAreHereAreInspected() throws Exception {
    assertThat(out("docker image inspect -f '{{.Id}}' berth/sleeper:1")).startsWith("sha256:");
    assertThat(run("docker image inspect berth/none:1"))
        .returns(1, Outcome::exitCode)
        .returns("[]\n", Outcome::stdout)
        .extracting(Outcome::stderr)
        .asString()
        .contains("o such image: berth/none:1");
  }

  @Test
  void aLockOfTheScriptEndsWithTheScriptNotWithTheContainer() throws Exception {
    String lock = "'" + folder.resolve("lock") + "'";
    run("exec 7>" + lock + "; flock 7; docker run -d --name ct-a berth/sleeper:1");

    assertThat(run("flock -n " + lock + " true").exitCode()).isZero();
  }

  @Test
  void listsStayCalmWhileContainersComeAndGo() throws Exception {
    assertThat(
            run(
                """
                for name in ct-a ct-b ct-c; do
                  for i in 1 2 3; do
                    docker run -d --name $name berth/sleeper:1 && docker rm -f $name
                  done >/dev/null &
                done
                for i in 1 2 3 4 5 6 7 8 9 10; do
                  docker ps -a --format '{{.Names}}' >/dev/null
                done
                wait
                """))
        .isEqualTo(new Outcome(0, "", "", false));
  }
}
