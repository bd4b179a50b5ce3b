package dev.berth.starter.secret;

import dev.berth.starter.problem.Refusal;

/** Where the secrets of cores are kept. Everything else in Berth knows them by name only. */
public interface Secrets {
  /**
   * The API key that is kept under this name.
   *
   * @throws Refusal when the store is away, refuses, or does not hold the name
   */
  String apiKey(String region, String name);
}
