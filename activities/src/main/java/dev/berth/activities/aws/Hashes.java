package dev.berth.activities.aws;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** Hashes that name things. */
public final class Hashes {
  private Hashes() {}

  /** The SHA-256 of a text, in hexadecimal digits. */
  public static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
