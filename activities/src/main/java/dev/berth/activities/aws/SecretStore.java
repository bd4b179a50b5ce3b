package dev.berth.activities.aws;

import java.util.Map;
import java.util.Optional;

/** Where secrets are kept. Everything else in Berth knows them by name only. */
public interface SecretStore {
  /**
   * Keeps the fields under this name unless the name exists; then what is there stays.
   *
   * @param owner written beside it for people and filters
   */
  void create(String region, String name, Map<String, String> fields, Map<String, String> owner);

  /** The fields under this name. */
  Optional<Map<String, String>> find(String region, String name);

  /** Forgets the name; harmless when it does not exist. */
  void delete(String region, String name);
}
