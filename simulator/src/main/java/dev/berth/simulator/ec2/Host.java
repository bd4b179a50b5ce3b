package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Instance;
import dev.berth.simulator.host.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * The machine of an instance and its SSM agent. Boots are numbered as {@link Instance#boot} is, so
 * that what belongs to an earlier one comes too late.
 */
public final class Host {

  /** An agent runs this many commands at once. */
  private static final int COMMANDS_AT_ONCE = 5;

  private static final int GONE = Integer.MAX_VALUE;

  private final Machine machine;
  private final Semaphore places = new Semaphore(COMMANDS_AT_ONCE, true);

  /** The boot that it is in; 0 if it is off. */
  private int on;

  /** The boot in which the agent came up last. */
  private int listening;

  /** The latest boot that is over. */
  private int over;

  /** The copies of its disk that were asked for. */
  private CompletableFuture<Void> copies = CompletableFuture.completedFuture(null);

  Host(Machine machine) {
    this.machine = machine;
  }

  synchronized void boot(int boot) {
    if (boot > over) {
      if (on > 0 && on < boot) {
        machine.powerOff();
      }
      machine.boot();
      on = boot;
    }
  }

  /** The agent is up. */
  synchronized void listen(int boot) {
    listening = boot;
    notifyAll();
  }

  /** Off, if it is still in this boot or an earlier one. */
  synchronized void powerOff(int boot) {
    if (boot > over) {
      over = boot;
      if (on <= boot) {
        machine.powerOff();
        on = 0;
      }
      notifyAll();
    }
  }

  /** Off, and never on again. */
  synchronized void end() {
    over = GONE;
    machine.powerOff();
    notifyAll();
  }

  /** Whether this boot has ended. */
  public synchronized boolean isOver(int boot) {
    return boot <= over;
  }

  /** From here on it is not erased until the copy is done. */
  synchronized void willBeCopied(CompletableFuture<Void> copy) {
    copies = CompletableFuture.allOf(copies, copy);
  }

  synchronized void copyDisk(Path disk) {
    machine.copyDisk(disk);
  }

  void erase() throws InterruptedException {
    CompletableFuture<Void> asked;
    synchronized (this) {
      asked = copies;
    }
    try {
      asked.get();
    } catch (ExecutionException alreadyLogged) {
      // Then there is no copy to wait for.
    }
    machine.erase();
  }

  /** Waits for an agent that listens and says in which boot; empty if none did in time. */
  public synchronized OptionalInt listensBefore(Instant end) throws InterruptedException {
    while (listening <= over) {
      long left = Duration.between(Instant.now(), end).toMillis() + 1;
      if (over == GONE || left <= 1) {
        return OptionalInt.empty();
      }
      wait(left);
    }
    return OptionalInt.of(listening);
  }

  /** Waits for one of the agent's places. */
  public void takePlace() throws InterruptedException {
    places.acquire();
  }

  /** Gives one of the agent's places back. */
  public void leavePlace() {
    places.release();
  }

  /** Runs a script on the machine; see {@link Machine#run}. */
  public Machine.Outcome run(String script, Duration limit) throws InterruptedException {
    return machine.run(script, limit);
  }
}
