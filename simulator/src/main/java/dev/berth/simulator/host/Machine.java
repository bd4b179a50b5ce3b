package dev.berth.simulator.host;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The inside of one simulated host: a folder, an address and the programs that a real host would
 * have (sh, docker, dnf, systemctl, aws). The AWS simulator knows a host only through this
 * interface; whatever a script does, it does here.
 */
public interface Machine {

  /**
   * Powers the machine on; containers whose restart policy says so come back. Harmless when it is
   * on already.
   */
  void boot();

  /**
   * Runs a script as the host's SSM agent would: a real {@code sh}, the host's own programs first
   * on the PATH.
   *
   * @param limit the script and everything it left in the foreground is killed after this time; the
   *     outcome then says so
   */
  Outcome run(String script, Duration limit) throws InterruptedException;

  /**
   * Kills every process of the machine at once, as a lost or terminated instance does. The folder
   * stays. Harmless when off.
   */
  void powerOff();

  /**
   * Copies what is on its disk into this folder, for machines that begin with it: what is
   * installed, pulled and left behind. Of one that runs, as it is found.
   */
  void copyDisk(Path copy);

  /** Deletes the folder of a machine that is off for good. */
  void erase();

  /**
   * What a script did.
   *
   * @param stdout the first megabyte of it; so, too, {@code stderr}
   * @param timedOut that it was killed at its limit
   */
  record Outcome(int exitCode, String stdout, String stderr, boolean timedOut) {}

  /** What is installed when a machine first boots without another one's disk. */
  enum Software {
    /** A stock operating system: no Docker. */
    STOCK,
    /** An image with Docker installed and running. */
    DOCKER
  }

  /** An instance type's processors, and memory in MiB. */
  record Size(int vcpus, int mebibytes) {}

  /**
   * All that a machine is made from.
   *
   * @param directory the folder of this machine, kept over restarts of the simulator
   * @param address the host's own loopback address (127.x.y.z)
   * @param disk what another machine copied: its disk when it first boots
   * @param size what its containers have in all
   * @param delays real time that the machine's slow programs take, by name, for example {@code
   *     docker-pull}; absent means none. Already divided by the time scale
   * @param awsEndpoint where the host's {@code aws} program finds AWS
   * @param awsToken the session token of the host's role
   */
  record Spec(
      String instanceId,
      Path directory,
      String address,
      String region,
      Software software,
      Optional<Path> disk,
      Size size,
      Map<String, Duration> delays,
      URI awsEndpoint,
      String awsToken) {}

  /** Makes machines; the simulator is given one. */
  interface Factory {
    /** The machine in this folder: a new one, or the one that was there before a restart. */
    Machine machine(Spec spec);
  }
}
