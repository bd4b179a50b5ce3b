package dev.berth.simulator.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the core's data lives, as JDBC wants to know it. */
record DatabaseAddress(String jdbcUrl, String user, String password) {

  /** Absent when nothing is configured: then data lives in memory. */
  static Optional<DatabaseAddress> from(Map<String, String> environment) {
    String uri = environment.getOrDefault("POSTGRESQL_CONNECTION_URI", "");
    return uri.isEmpty() ? fromParts(environment) : Optional.of(fromUri(uri));
  }

  private static DatabaseAddress fromUri(String text) {
    if (!text.startsWith("postgresql://")) {
      throw new CannotStart("The connection URI must begin with postgresql://");
    }
    URI uri = URI.create(text);
    String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse(":").split(":", 2);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new DatabaseAddress(
        "jdbc:postgresql://"
            + uri.getHost()
            + ":"
            + (uri.getPort() < 0 ? 5432 : uri.getPort())
            + uri.getRawPath()
            + query,
        decoded(login[0]),
        decoded(login.length == 2 ? login[1] : ""));
  }

  private static Optional<DatabaseAddress> fromParts(Map<String, String> environment) {
    String user = environment.get("POSTGRESQL_USER");
    String password = password(environment);
    if (user == null || password == null) {
      return Optional.empty();
    }
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                environment.getOrDefault("POSTGRESQL_HOST", "localhost"),
                environment.getOrDefault("POSTGRESQL_PORT", "5432"),
                environment.getOrDefault("POSTGRESQL_DATABASE_NAME", "supertokens"));
    return Optional.of(new DatabaseAddress(url, user, password));
  }

  private static String password(Map<String, String> environment) {
    String file = environment.get("POSTGRESQL_PASSWORD_FILE");
    if (file == null) {
      return environment.get("POSTGRESQL_PASSWORD");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String decoded(String text) {
    // In a URI, unlike in a form, a plus is a plus.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
