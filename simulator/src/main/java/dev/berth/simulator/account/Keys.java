package dev.berth.simulator.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * How a caller proves that it may use an access key: it sends the session token that belongs to it.
 * Tokens derive from one random secret of the account, so that a caller that knows its own token
 * knows no other.
 */
public final class Keys {
  /** The access key of a person, which may do everything and script faults. */
  public static final String OPERATOR = "operator";

  private static final int BYTES = 32;

  private final String secret;

  /**
   * With this secret.
   *
   * @param secret at least 32 characters that cannot be guessed
   */
  public Keys(String secret) {
    if (secret.length() < BYTES) {
      throw new IllegalArgumentException("the secret of the account is too short");
    }
    this.secret = secret;
  }

  /** With the secret in this file, which is made, for its owner only, where it is missing. */
  public static Keys in(Path file) throws IOException {
    if (Files.notExists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      writePrivately(file, HexFormat.of().formatHex(random));
    }
    return new Keys(Files.readString(file).strip());
  }

  /**
   * The session token of this access key. The secret comes last, so that a known token cannot be
   * extended into another one.
   */
  public String token(String accessKey) {
    try {
      byte[] proof = (accessKey + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(proof));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether this token belongs to this access key. */
  public boolean prove(String accessKey, String token) {
    return MessageDigest.isEqual(
        token(accessKey).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes what an operator needs, for the folder's owner only: {@code credentials} for {@code
   * AWS_SHARED_CREDENTIALS_FILE}, and {@code header} for {@code curl --header @FILE}.
   */
  public void writeOperators(Path folder) {
    String token = token(OPERATOR);
    writePrivately(
        folder.resolve("credentials"),
        """
        [default]
        aws_access_key_id = %s
        aws_secret_access_key = simulated
        aws_session_token = %s
        """
            .formatted(OPERATOR, token));
    writePrivately(folder.resolve("header"), "X-Amz-Security-Token: " + token + "\n");
  }

  private static void writePrivately(Path file, String content) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
