package dev.berth.simulator.host;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import org.junit.jupiter.api.Test;

/** What docker run takes and refuses. */
abstract class DockerRunContract extends DockerContract {

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
    assertThat(second.stderr()).contains(":33570 failed: port is already allocated");
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
}
