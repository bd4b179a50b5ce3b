package dev.berth.simulator.host;

import java.util.concurrent.ThreadLocalRandom;

/** Loopback addresses that no other program uses, so that ports on them need not be looked for. */
public final class Loopback {

  private Loopback() {}

  public static String address() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127.%d.%d.%d"
        .formatted(random.nextInt(64, 128), random.nextInt(1, 255), random.nextInt(1, 255));
  }
}
