package dev.berth.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container registry that is only asked what a tag means. It has every image, and its digest is
 * the one that the hosts' stand-in for docker shows, unless it is told otherwise.
 */
public final class ContainerTags implements HttpHandler {
  static final String PREFIX = "/v2/";

  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");

  private final Map<String, Optional<String>> told = new ConcurrentHashMap<>();

  /** From now on this image, with its tag, is another one. */
  public void move(String image) {
    told.put(image, Optional.of(digest(image + " moved")));
  }

  /** From now on this image was never published. */
  public void remove(String image) {
    told.put(image, Optional.empty());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher manifest = MANIFEST.matcher(exchange.getRequestURI().getPath());
      Optional<String> digest =
          manifest.matches()
              ? digestOf(manifest.group(1) + ":" + manifest.group(2))
              : Optional.empty();
      digest.ifPresent(d -> exchange.getResponseHeaders().set("Docker-Content-Digest", d));
      exchange.sendResponseHeaders(digest.isPresent() ? 200 : 404, -1);
    }
  }

  private Optional<String> digestOf(String image) {
    return told.getOrDefault(image, Optional.of(digest(image)));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
