package dev.berth.simulator.host;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import org.junit.jupiter.api.Test;

/** How containers are stopped, restarted and removed. */
abstract class DockerLifeContract extends DockerContract {

  @Test
  void stopEndsStartStartsAndBothAreHarmlessTwice() throws Exception {
    run(
        "docker run -d --name ct-a --restart always berth/shell:1 'trap \"exit 9\" TERM; echo ready; while :; do sleep 0.1; done'");
    eventually("it has set its trap", () -> out("docker logs ct-a").equals("ready"));

    assertThat(out("docker stop ct-a")).isEqualTo("ct-a");
    assertThat(state("ct-a")).isEqualTo("false exited 9");
    assertThat(out("docker stop ct-a")).isEqualTo("ct-a");
    assertThat(out("docker start ct-a; docker start ct-a")).isEqualTo("ct-a\nct-a");
    assertThat(state("ct-a")).isEqualTo("true running 0");
  }

  @Test
  void stopKillsWhoeverDoesNotListen() throws Exception {
    run(
        "docker run -d --name ct-a berth/shell:1 'trap \"\" TERM; echo ready; while :; do sleep 0.1; done'");
    eventually("it has set its trap", () -> out("docker logs ct-a").equals("ready"));

    assertThat(out("docker stop -t 1 ct-a")).isEqualTo("ct-a");

    assertThat(state("ct-a")).isEqualTo("false exited 137");
  }

  @Test
  void whoeverEndsIsRestartedAsItsPolicySays() throws Exception {
    run("docker run -d --name ct-a --restart unless-stopped berth/shell:1 'echo x; exit 3'");
    eventually(
        "restarted often enough for a pause of seconds",
        () -> Integer.parseInt(out("docker inspect -f '{{.RestartCount}}' ct-a")) >= 4);
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
  void aLockOfTheScriptEndsWithTheScriptNotWithTheContainer() throws Exception {
    String lock = "'" + folder.resolve("lock") + "'";
    run("exec 7>" + lock + "; flock 7; docker run -d --name ct-a berth/sleeper:1");

    assertThat(run("flock -n " + lock + " true").exitCode()).isZero();
  }
}
