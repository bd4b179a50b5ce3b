package dev.berth.worker.migrate;

import dev.berth.model.CoreKey;
import dev.berth.registry.RegistryRefusal;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The registry that is migrated.
 *
 * @param owner the role that owns its database
 */
record Target(String url, String owner, String password, String installation) {
  private static final String OWNER = "BERTH_REGISTRY_OWNER";
  private static final String PASSWORD = "BERTH_REGISTRY_OWNER_PASSWORD";
  private static final String PASSWORD_FILE = "BERTH_REGISTRY_OWNER_PASSWORD_FILE";
  private static final int SECONDS = 10;

  /** What this process's environment says, read as a worker reads its configuration. */
  static Target ofThisProcess() {
    try (ApplicationContext worker =
            Micronaut.build(new String[0]).mainClass(dev.berth.worker.Main.class).build();
        Environment configuration = worker.getEnvironment().start()) {
      return of(System.getenv(), key -> configuration.getProperty(key, String.class));
    }
  }

  /**
   * What these variables and the worker's configuration say.
   *
   * @throws RegistryRefusal when something is missing or wrong
   */
  static Target of(
      Map<String, String> variables, Function<String, Optional<String>> configuration) {
    String installation =
        configuration
            .apply("berth.installation")
            .filter(CoreKey::isSlug)
            .orElseThrow(
                () ->
                    new RegistryRefusal(
                        "berth.installation is missing, or no slug (" + CoreKey.SLUG + ")",
                        "set BERTH_INSTALLATION, or name the worker's file in MICRONAUT_CONFIG_FILES"));
    String url =
        configuration
            .apply("berth.registry.url")
            .filter(text -> text.startsWith("jdbc:postgresql:"))
            .orElseThrow(
                () ->
                    new RegistryRefusal(
                        "berth.registry.url is no JDBC URL of PostgreSQL",
                        "set BERTH_REGISTRY_URL, such as jdbc:postgresql://registry.example.com:5432/berth"));
    String owner = variables.getOrDefault(OWNER, "");
    if (owner.isBlank()) {
      throw new RegistryRefusal(
          OWNER + " is missing", "set it to the role that owns the registry's database");
    }
    return new Target(url, owner, password(variables), installation);
  }

  private static String password(Map<String, String> variables) {
    String file = variables.get(PASSWORD_FILE);
    if (file == null) {
      return variables.getOrDefault(PASSWORD, "");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new RegistryRefusal(
          "The file %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
          "correct " + PASSWORD_FILE);
    }
  }

  /** Connections of the owner, each a new one. */
  PGSimpleDataSource database() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    database.setUser(owner);
    database.setPassword(password);
    database.setConnectTimeout(SECONDS);
    return database;
  }

  /** Not the password. */
  @Override
  public String toString() {
    return "registry of " + installation + " as " + owner;
  }
}
