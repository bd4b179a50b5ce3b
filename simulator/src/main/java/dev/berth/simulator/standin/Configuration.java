package dev.berth.simulator.standin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the core is told by its environment.
 *
 * @param host the address that it listens on
 * @param port its port; 0 is one that is not known, as in a container whose port is not published
 * @param database absent means that data lives in memory
 * @param apiKeys empty means that every key is accepted
 */
record Configuration(
    String host,
    int port,
    Optional<DatabaseAddress> database,
    List<String> apiKeys,
    Duration startDelay,
    Failure failure) {

  private static final int SHORTEST_KEY = 20;

  static Configuration from(Map<String, String> environment, List<String> arguments) {
    Optional<DatabaseAddress> database = DatabaseAddress.from(environment);
    if (database.isEmpty() && arguments.contains("--no-in-mem-db")) {
      throw new CannotStart("No database is configured, and --no-in-mem-db forbids memory");
    }
    return new Configuration(
        environment.getOrDefault(
            "BERTH_HOST_ADDRESS", environment.getOrDefault("SUPERTOKENS_HOST", "localhost")),
        port(environment),
        database,
        apiKeys(environment.getOrDefault("API_KEYS", "")),
        Failure.seconds(environment.getOrDefault("BERTH_CORE_START", "0")),
        Failure.named(environment.getOrDefault("STANDIN_FAILURE", "")));
  }

  /** Into a container leads only its published port, and only if the core listens behind it. */
  private static int port(Map<String, String> environment) {
    String own = environment.getOrDefault("SUPERTOKENS_PORT", "3567");
    if (!environment.containsKey("BERTH_CONTAINER")) {
      return Integer.parseInt(own);
    }
    return own.equals(environment.get("BERTH_CONTAINER_PORT"))
        ? Integer.parseInt(environment.get("BERTH_HOST_PORT"))
        : 0;
  }

  private static List<String> apiKeys(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> keys = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    for (String key : keys) {
      if (key.length() < SHORTEST_KEY) {
        throw new CannotStart(
            "One of the API keys is too short. At least " + SHORTEST_KEY + " characters, please");
      }
      if (!key.matches("[a-zA-Z0-9=-]+")) {
        throw new CannotStart("An API key may hold letters, digits, = and - only");
      }
    }
    return keys;
  }
}
