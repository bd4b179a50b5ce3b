package dev.berth.worker;

import io.micronaut.runtime.Micronaut;

/** The worker process. Any number of them may run; each can die at any moment. */
public final class Main {
  private Main() {}

  /** Starts the worker and returns; it runs until SIGTERM. */
  public static void main(String[] args) {
    Micronaut.build(args).mainClass(Main.class).banner(false).start();
  }
}
