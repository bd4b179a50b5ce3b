package dev.berth.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what a web page makes a browser send: a request with the browser's own headers, or one
 * for a name that is not this computer's, as after DNS rebinding.
 */
final class WebPages extends Filter {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d+$");

  private final Set<String> names;

  /** Of a server that is called by its address, as {@code localhost}, or by these names. */
  WebPages(Set<String> names) {
    this.names = names;
  }

  @Override
  public String description() {
    return "no web pages";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<String> refusal = refusal(exchange);
    if (refusal.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      byte[] sentence = (refusal.get() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(403, sentence.length);
      exchange.getResponseBody().write(sentence);
    }
  }

  private Optional<String> refusal(HttpExchange exchange) {
    if (exchange.getRequestHeaders().containsKey("Origin")
        || exchange.getRequestHeaders().containsKey("Sec-Fetch-Site")) {
      return Optional.of("The simulator answers no browser.");
    }
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    String name = PORT.matcher(host).replaceFirst("");
    return ADDRESS.matcher(name).matches() || name.equals("localhost") || names.contains(name)
        ? Optional.empty()
        : Optional.of("The simulator is not known by this name.");
  }
}
