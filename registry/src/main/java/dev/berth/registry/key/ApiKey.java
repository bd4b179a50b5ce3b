package dev.berth.registry.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret by which a caller is known: {@code berth_}, the key's id, {@code _}, 32 random
 * characters and 6 of a checksum. The id is public: logs and lists name the key by it. The checksum
 * tells a key that was cut or mistyped without a look at the registry, and tools that search for
 * secrets a key from chance.
 */
public final class ApiKey {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final Pattern FORM =
      Pattern.compile("(berth_([0-9A-Za-z]{8})_[0-9A-Za-z]{32})([0-9A-Za-z]{6})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String text;

  private ApiKey(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** A new one; 190 bits of it are secret. */
  public static ApiKey random() {
    String id = random(8);
    String start = "berth_%s_%s".formatted(id, random(32));
    return new ApiKey(id, start + checksum(start));
  }

  /** The key in this text; empty when the text is none, or not a whole one. */
  public static Optional<ApiKey> parse(String text) {
    Matcher key = FORM.matcher(text);
    return key.matches() && key.group(3).equals(checksum(key.group(1)))
        ? Optional.of(new ApiKey(key.group(2), text))
        : Optional.empty();
  }

  /** The part that is no secret. */
  public String id() {
    return id;
  }

  /** The whole key, which is a secret. */
  public String secret() {
    return text;
  }

  /**
   * What the registry keeps of it: SHA-256 in hexadecimal digits. Slow hashes are for passwords.
   */
  public String hash() {
    try {
      byte[] all = text.getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is the key of a record; the time that this takes says nothing of the hash. */
  public boolean isOf(KeyRecord key) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), key.hash().getBytes(StandardCharsets.US_ASCII));
  }

  /** The id alone. */
  @Override
  public String toString() {
    return id;
  }

  private static String random(int length) {
    return RANDOM
        .ints(length, 0, DIGITS.length())
        .mapToObj(DIGITS::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  private static String checksum(String start) {
    CRC32 crc = new CRC32();
    crc.update(start.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < 6; rest /= DIGITS.length()) {
      digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
    }
    return digits.toString();
  }
}
