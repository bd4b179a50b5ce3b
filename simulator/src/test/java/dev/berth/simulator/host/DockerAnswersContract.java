package dev.berth.simulator.host;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import org.junit.jupiter.api.Test;

/** What docker says about containers and images. */
abstract class DockerAnswersContract extends DockerContract {

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
