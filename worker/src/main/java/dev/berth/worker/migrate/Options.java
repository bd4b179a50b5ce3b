package dev.berth.worker.migrate;

import dev.berth.registry.Migration.Roles;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param keyFile where the first API key of the starter is, or will be
 * @param help whether it only asks for the usage
 */
record Options(Roles roles, Optional<Path> keyFile, boolean help) {
  static final String USAGE =
      """
      Usage: berth migrate [--worker-role=NAME] [--starter-role=NAME] [--key-file=FILE]
      Brings the registry's tables up to date under the role that owns them, and lets the roles of worker and
      starter use them. It may run at any time, again and several times at once.

        --worker-role=NAME     the worker's role in PostgreSQL. Default: berth_worker
        --starter-role=NAME    the starter's role. Default: berth_starter
        --key-file=FILE        an API key with every scope, made where there is no such file. It is added while no
                               other valid key has the scope admin: the first one, or one after all were lost

      BERTH_REGISTRY_URL and BERTH_INSTALLATION, or the worker's configuration (MICRONAUT_CONFIG_FILES), name the
      registry. BERTH_REGISTRY_OWNER is the role that owns its database; BERTH_REGISTRY_OWNER_PASSWORD is its
      password, or BERTH_REGISTRY_OWNER_PASSWORD_FILE a file with it.
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a sentence when they are wrong
   */
  static Options of(List<String> arguments) {
    String worker = "berth_worker";
    String starter = "berth_starter";
    Optional<Path> keyFile = Optional.empty();
    boolean help = false;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String[] word = words.next().split("=", 2);
      switch (word[0]) {
        case "--worker-role" -> worker = value(word, words);
        case "--starter-role" -> starter = value(word, words);
        case "--key-file" -> keyFile = Optional.of(Path.of(value(word, words)));
        case "--help", "-h" -> help = true;
        default -> throw new IllegalArgumentException("migrate has no option " + word[0]);
      }
    }
    return new Options(new Roles(worker, starter), keyFile, help);
  }

  private static String value(String[] word, Iterator<String> words) {
    String value = word.length == 2 ? word[1] : words.hasNext() ? words.next() : "";
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          word[0] + (word[0].equals("--key-file") ? " needs a file" : " needs the name of a role"));
    }
    return value;
  }
}
