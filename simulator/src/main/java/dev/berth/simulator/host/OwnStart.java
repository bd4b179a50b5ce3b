package dev.berth.simulator.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The start of this process, which is part of what it stands in for. */
public final class OwnStart {
  /** Of the kernel, in which it counts what it shows to programs. */
  private static final long TICKS_PER_SECOND = 100;

  /** The first field of a process's state that follows its name is the third. */
  private static final int START_TIME = 22 - 3;

  private OwnStart() {}

  /** Sleeps until so much time has passed since this process was started; not if it has. */
  public static void awaitAge(Duration age) throws IOException, InterruptedException {
    Duration left = age.isPositive() ? age.minus(now()) : Duration.ZERO;
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  /** {@link ProcessHandle} knows it up to a second only: both times here count from the boot. */
  private static Duration now() throws IOException {
    String uptime = Files.readString(Path.of("/proc/uptime"));
    String state = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = state.substring(state.lastIndexOf(')') + 2).split(" ", -1);
    return Duration.ofMillis(
        Math.round(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000)
            - Long.parseLong(fields[START_TIME]) * 1000 / TICKS_PER_SECOND);
  }
}
