package dev.berth.simulator.ssm;

import dev.berth.simulator.account.Background;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Invocation;
import dev.berth.simulator.account.InvocationStatus;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.ec2.Host;
import dev.berth.simulator.ec2.Hosts;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.host.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The SSM agents: they fetch commands, run them on their hosts and report. */
public final class Agents {

  /** What an agent reports for a script that it killed. */
  private static final int KILLED = 137;

  private final Hosts hosts;
  private final Faults faults;
  private final Latencies latencies;
  private final Background background;
  private final Map<Invocation.Key, Thread> running = new ConcurrentHashMap<>();

  /** The agents of these hosts; their work is done in the background. */
  public Agents(Hosts hosts, Faults faults, Latencies latencies, Background background) {
    this.hosts = hosts;
    this.faults = faults;
    this.latencies = latencies;
    this.background = background;
  }

  /** Takes up a command where it is: just sent, or found after a restart. */
  public void take(RegionState region, Command command, Invocation invocation) {
    if (invocation.finish().isPresent()) {
      return;
    }
    if (invocation.receivedAt().isPresent()) {
      lose(region, command, invocation);
      return;
    }
    Instant arrives = command.requestedAt().plus(latencies.of(Latency.COMMAND_DELIVERY));
    background.at(arrives, () -> deliver(region, command, invocation.key()));
  }

  /** As weak as AWS's: a script that has ended by then has ended its own way. */
  void cancel(RegionState region, Command command, Invocation invocation, Instant now) {
    if (invocation.status(command, now).isFinal()) {
      return;
    }
    Invocation asked = invocation.cancelling(now);
    region.record(
        asked.startedAt().isPresent()
            ? asked
            : asked.finished(new Invocation.Finish(now, InvocationStatus.CANCELLED, -1, "", "")));
    Optional.ofNullable(running.get(invocation.key())).ifPresent(Thread::interrupt);
  }

  private void deliver(RegionState region, Command command, Invocation.Key key)
      throws InterruptedException {
    Optional<Host> known = hosts.host(key.instanceId());
    if (known.isEmpty()) {
      return;
    }
    Host host = known.get();
    int boot;
    do {
      OptionalInt listening = host.listensBefore(command.deliveryEndsAt());
      if (listening.isEmpty()
          || !faults.listensBefore(key.instanceId(), command.deliveryEndsAt())) {
        return;
      }
      boot = listening.getAsInt();
    } while (host.isOver(boot));
    if (!received(region, command, key)) {
      return;
    }
    Optional<Fault.CommandEnds> scripted = faults.next(Fault.CommandEnds.class);
    if (scripted.isPresent()) {
      end(region, key, scripted.get());
      return;
    }
    host.takePlace();
    try {
      run(region, command, key, host, boot);
    } finally {
      host.leavePlace();
    }
  }

  private static boolean received(RegionState region, Command command, Invocation.Key key) {
    synchronized (region) {
      Instant now = Instant.now();
      Invocation invocation = region.invocation(key).orElseThrow();
      if (invocation.status(command, now).isFinal()) {
        return false;
      }
      region.record(invocation.received(now));
      return true;
    }
  }

  private void end(RegionState region, Invocation.Key key, Fault.CommandEnds as) {
    Instant known = Instant.now().plus(latencies.of(Latency.COMMAND_RESULT));
    var finish =
        new Invocation.Finish(known, InvocationStatus.of(as.details()), as.exitCode(), "", "");
    synchronized (region) {
      region.record(region.invocation(key).orElseThrow().finished(finish));
    }
  }

  private void run(RegionState region, Command command, Invocation.Key key, Host host, int boot)
      throws InterruptedException {
    synchronized (region) {
      Invocation invocation = region.invocation(key).orElseThrow();
      if (invocation.finish().isPresent()) {
        return;
      }
      if (host.isOver(boot)) {
        lose(region, command, invocation);
        return;
      }
      region.record(invocation.started(Instant.now()));
      running.put(key, Thread.currentThread());
    }
    Optional<Machine.Outcome> outcome;
    try {
      outcome = Optional.of(host.run(command.script(), command.executionTimeout()));
    } catch (InterruptedException cancelledOrClosing) {
      outcome = Optional.empty();
    } finally {
      running.remove(key);
    }
    report(region, command, key, host.isOver(boot), outcome);
  }

  private void report(
      RegionState region,
      Command command,
      Invocation.Key key,
      boolean hostWentDown,
      Optional<Machine.Outcome> outcome)
      throws InterruptedException {
    Instant known = Instant.now().plus(latencies.of(Latency.COMMAND_RESULT));
    synchronized (region) {
      Invocation invocation = region.invocation(key).orElseThrow();
      if (hostWentDown) {
        lose(region, command, invocation);
      } else if (outcome.isPresent()) {
        region.record(invocation.finished(finish(outcome.get(), known)));
      } else if (invocation.cancelAt().isPresent()) {
        region.record(
            invocation.finished(
                new Invocation.Finish(known, InvocationStatus.CANCELLED, KILLED, "", "")));
      } else {
        throw new InterruptedException("closing");
      }
    }
  }

  private static Invocation.Finish finish(Machine.Outcome outcome, Instant known) {
    if (outcome.timedOut()) {
      return new Invocation.Finish(
          known, InvocationStatus.EXECUTION_TIMED_OUT, KILLED, outcome.stdout(), outcome.stderr());
    }
    return new Invocation.Finish(
        known,
        outcome.exitCode() == 0 ? InvocationStatus.SUCCESS : InvocationStatus.FAILED,
        outcome.exitCode(),
        outcome.stdout(),
        outcome.stderr());
  }

  /** The host went down with a command: AWS hears no more, and gives up when its time is over. */
  private void lose(RegionState region, Command command, Invocation invocation) {
    Duration limit = latencies.scaled(command.executionTimeout());
    Instant givenUp = invocation.startedAt().or(invocation::receivedAt).orElseThrow().plus(limit);
    region.record(
        invocation.finished(
            new Invocation.Finish(givenUp, InvocationStatus.EXECUTION_TIMED_OUT, -1, "", "")));
  }
}
