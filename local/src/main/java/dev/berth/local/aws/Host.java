package dev.berth.local.aws;

import dev.berth.local.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** The machine of an instance and its SSM agent. */
final class Host {

  /** An agent runs this many commands at once. */
  private static final int COMMANDS_AT_ONCE = 5;

  private final Machine machine;
  private final Semaphore places = new Semaphore(COMMANDS_AT_ONCE, true);
  private boolean on;
  private boolean gone;

  Host(Machine machine) {
    this.machine = machine;
  }

  synchronized void boot() {
    if (!gone) {
      machine.boot();
      on = true;
      notifyAll();
    }
  }

  /** Off, and never on again. */
  synchronized void end() {
    gone = true;
    machine.powerOff();
    notifyAll();
  }

  synchronized boolean isGone() {
    return gone;
  }

  void erase() {
    machine.erase();
  }

  /** Waits until it is on; false if it was not in time, or is gone. */
  synchronized boolean isOnBefore(Instant end) throws InterruptedException {
    while (!on || gone) {
      long left = Duration.between(Instant.now(), end).toMillis() + 1;
      if (gone || left <= 1) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Waits for one of the agent's places. */
  void takePlace() throws InterruptedException {
    places.acquire();
  }

  void leavePlace() {
    places.release();
  }

  Machine.Outcome run(String script, Duration limit) throws InterruptedException {
    return machine.run(script, limit);
  }
}
