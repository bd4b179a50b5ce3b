package dev.berth.simulator.host;

import static dev.berth.simulator.host.Eventually.eventually;
import static dev.berth.simulator.host.TestMachine.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMachineTest {

  @TempDir Path folder;

  private TestMachine machine(Software software) throws Exception {
    return TestMachine.on(folder, software, Map.of());
  }

  @Test
  void aScriptAnswersWithItsExitCodeAndBothOutputs() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      assertThat(machine.run("echo out; echo err >&2; exit 7"))
          .isEqualTo(new Outcome(7, "out\n", "err\n", false));
    }
  }

  @Test
  void aScriptKnowsItsHostAndNothingOfTheDeveloper() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      assertThat(machine.run("env").stdout().lines().map(line -> line.replaceFirst("=.*", "")))
          .containsExactlyInAnyOrder(
              "AWS_DEFAULT_REGION",
              "AWS_ENDPOINT_URL",
              "AWS_REGION",
              "AWS_SESSION_TOKEN",
              "BERTH_HOST_ADDRESS",
              "BERTH_INSTANCE_ID",
              "BERTH_ROOT",
              "BERTH_RUN",
              "HOME",
              "PATH",
              "PWD",
              "TMPDIR");
    }
  }

  @Test
  void aScriptThatTakesTooLongIsKilledWithAllThatItStarted() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      Outcome outcome =
          machine
              .machine()
              .run("echo begun; (sleep 1000) & setsid sleep 1000", Duration.ofSeconds(1));

      assertThat(outcome).isEqualTo(new Outcome(137, "begun\n", "", true));
      assertThat(machine.processes()).isEmpty();
    }
  }

  @Test
  void aScriptDoesNotWaitForWhatItLeavesInTheBackground() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      assertThat(machine.run("sleep 1000 & echo done").stdout()).isEqualTo("done\n");
      // A process that is about to become "sleep" has no environment to be known by.
      eventually("one process is left", () -> machine.processes().size() == 1);
    }
  }

  @Test
  void aContainerOutlivesTheScriptThatWasKilledAtItsLimit() throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine
          .machine()
          .run("docker run -d --name aa berth/sleeper:1; sleep 1000", Duration.ofSeconds(3));

      assertThat(machine.run("docker ps --format '{{.Names}} {{.State}}'").stdout())
          .isEqualTo("aa running\n");
    }
  }

  @Test
  void powerOffKillsScriptsAndContainersOfAnEarlierJvmToo() throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine.run("docker run -d --restart always berth/sleeper:1; setsid sleep 1000 &");
      assertThat(machine.processes()).isNotEmpty();

      machine.forget();
      machine.machine().powerOff();

      assertThat(machine.processes()).isEmpty();
      assertThat(machine.spec.directory()).exists();
    }
  }

  @Test
  void powerOffEndsARunningScript() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      Path begun = machine.spec.directory().resolve("begun");
      CompletableFuture<Outcome> running =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return machine.run("touch begun; sleep 1000");
                } catch (InterruptedException impossible) {
                  throw new IllegalStateException(impossible);
                }
              });
      eventually("the script runs", () -> Files.exists(begun));

      machine.machine().powerOff();

      assertThat(running.get().exitCode()).isEqualTo(137);
      assertThat(machine.run("echo on").exitCode()).isEqualTo(137);
    }
  }

  @Test
  void containersComeBackWithThePowerUnlessStoppedOrMeantToEnd() throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine.run(
          """
          docker run -d --name kept --restart unless-stopped berth/sleeper:1
          docker run -d --name always --restart always berth/sleeper:1
          docker run -d --name once berth/sleeper:1
          docker run -d --name stopped --restart unless-stopped berth/sleeper:1
          docker stop -t 5 stopped
          """);

      machine.machine().powerOff();
      machine.machine().boot();

      assertThat(machine.run("docker ps -a --format '{{.Names}} {{.State}}'").stdout().lines())
          .containsExactlyInAnyOrder(
              "kept running", "always running", "once exited", "stopped exited");
    }
  }

  @Test
  void bootIsHarmlessOnAMachineThatIsOn() throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine.run("docker run -d --name aa berth/sleeper:1");
      String pid = machine.run("docker inspect -f '{{.State.Pid}}' aa").stdout();

      machine.forget();
      machine.machine().boot();

      assertThat(machine.run("docker inspect -f '{{.State.Pid}}' aa").stdout()).isEqualTo(pid);
    }
  }

  @Test
  void aReusedProcessNumberIsNeverKilled() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try (TestMachine machine = machine(Software.DOCKER)) {
      String id = machine.run("docker run -d --name aa berth/sleeper:1").stdout().strip();
      machine.machine().powerOff();
      Path container = machine.spec.directory().resolve("var/lib/docker/containers/" + id);
      Files.writeString(container.resolve("shim"), stranger.pid() + " 1\n");
      Files.writeString(container.resolve("state"), "running 0 " + stranger.pid() + " 1 0 1 0\n");
      machine.machine().boot();

      assertThat(machine.run("docker inspect -f '{{.State.Status}}' aa").stdout())
          .isEqualTo("exited\n");
      machine.run("docker stop aa; docker rm -f aa");
      machine.machine().powerOff();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aMachineWhoseJvmIsKilledLosesItsPowerAndComesBackAtTheNextBoot() throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine.run("docker run -d --name aa --restart always berth/sleeper:1");
      machine.machine().powerOff();
      Process jvm = bootedBy(machine.spec);
      assertThat(machine.run("docker ps --format '{{.Names}}'").stdout()).isEqualTo("aa\n");

      jvm.destroyForcibly().waitFor();

      eventually("no process is left", () -> machine.processes().isEmpty());
      assertThat(machine.run("echo on").exitCode()).isEqualTo(137);
      machine.machine().boot();
      assertThat(machine.run("docker ps --format '{{.Names}}'").stdout()).isEqualTo("aa\n");
    }
  }

  @RepeatedTest(3)
  void aMachineThatIsBootedAtOnceAfterItsJvmWasKilledIsNotPoweredOffByTheOldGuard()
      throws Exception {
    try (TestMachine machine = machine(Software.DOCKER)) {
      machine.run("docker run -d --name aa --restart always berth/sleeper:1");
      machine.machine().powerOff();
      Process jvm = bootedBy(machine.spec);

      jvm.destroyForcibly().waitFor();
      machine.machine().boot();

      assertThat(MarkedProcesses.carrying("BERTH_GUARD=" + machine.spec.directory())).hasSize(1);
      assertThat(machine.run("docker ps --format '{{.Names}}'").stdout()).isEqualTo("aa\n");
    }
  }

  private static Process bootedBy(Machine.Spec spec) throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Booter.class.getName(),
                spec.directory().toString(),
                spec.address())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(jvm.inputReader().readLine()).isEqualTo("booted");
    return jvm;
  }

  /** Another JVM: boots a machine, says so and waits for its own end. */
  static final class Booter {

    private Booter() {}

    public static void main(String[] arguments) throws InterruptedException {
      Machine machine =
          new HostMachines()
              .machine(
                  new Machine.Spec(
                      "i-0",
                      Path.of(arguments[0]),
                      arguments[1],
                      "eu-west-1",
                      Software.DOCKER,
                      Optional.empty(),
                      new Machine.Size(1, 1024),
                      Map.of(),
                      URI.create("http://127.0.0.1:1"),
                      "token"));
      machine.boot();
      System.out.println("booted");
      Thread.sleep(Duration.ofMinutes(10));
      machine.powerOff();
    }
  }

  @Test
  void whatALostSimulatorLeftIsErasedWithAllThatRunsOnIt() throws Exception {
    TestMachine machine = machine(Software.DOCKER);
    machine.run("docker run -d berth/sleeper:1");
    assertThat(machine.processes()).isNotEmpty();

    HostMachines.eraseLeftovers(folder);

    assertThat(machine.processes()).isEmpty();
    assertThat(folder).doesNotExist();
    HostMachines.eraseLeftovers(folder);
  }

  @Test
  void ofAnEndlessOutputTheFirstMegabyteIsKept() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      assertThat(machine.run("yes | head -c 3000000").stdout()).hasSize(1 << 20);
    }
  }

  @Test
  void twoMachinesDoNotSeeEachOther() throws Exception {
    try (TestMachine one = machine(Software.DOCKER);
        TestMachine other = machine(Software.DOCKER)) {
      one.run("docker run -d --name aa -p 3570:3567 berth/sleeper:1");
      assertThat(other.run("docker ps -aq").stdout()).isEmpty();
      assertThat(other.run("docker run -d --name aa -p 3570:3567 berth/sleeper:1").exitCode())
          .isZero();

      one.machine().powerOff();

      assertThat(other.run("docker ps --format '{{.Names}}'").stdout()).isEqualTo("aa\n");
    }
  }

  @Test
  void erasingLeavesNothing() throws Exception {
    TestMachine machine = machine(Software.DOCKER);
    machine.run("docker run -d --name aa berth/sleeper:1");

    machine.machine().erase();

    assertThat(machine.processes()).isEmpty();
    assertThat(machine.spec.directory()).doesNotExist();
  }

  @Test
  void anInterruptedCallerTakesItsScriptWithIt() throws Exception {
    try (TestMachine machine = machine(Software.STOCK)) {
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.startVirtualThread(
              () -> {
                try {
                  machine.machine().run("touch begun; sleep 1000", LONG);
                  interrupted.complete(false);
                } catch (InterruptedException expected) {
                  interrupted.complete(true);
                }
              });
      eventually("the script runs", () -> Files.exists(machine.spec.directory().resolve("begun")));

      caller.interrupt();

      assertThat(interrupted.get()).isTrue();
      assertThat(machine.processes()).isEmpty();
    }
  }
}
