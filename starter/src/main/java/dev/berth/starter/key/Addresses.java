package dev.berth.starter.key;

import dev.berth.starter.Settings;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request comes from. A header counts only when the configuration names it, and of it only
 * the last entry, which the proxy before this starter has written: all else is the caller's word.
 */
@Singleton
final class Addresses {
  private final @Nullable String header;

  Addresses(Settings settings) {
    header = settings.clientAddressHeader();
  }

  String of(HttpRequest<?> request) {
    InetAddress socket = request.getRemoteAddress().getAddress();
    return Optional.ofNullable(header)
        .map(name -> request.getHeaders().get(name))
        .map(entries -> entries.substring(entries.lastIndexOf(',') + 1).strip())
        .flatMap(Addresses::literal)
        .orElse(socket)
        .getHostAddress();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
