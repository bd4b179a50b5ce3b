package dev.berth.model;

import java.util.regex.Pattern;

/** Names a core as its owner does: the customer's stable key and the environment, both slugs. */
public record CoreKey(String customer, String environment) {
  /** What a slug is, for messages to people. */
  public static final String SLUG =
      "2-40 characters: lower-case letters, digits, and single hyphens between them";

  /** The form of a slug, but for its length. */
  public static final Pattern SLUG_PATTERN = Pattern.compile("[a-z0-9](-?[a-z0-9])*");

  /** Whether the text may name a customer, an environment or an installation. */
  public static boolean isSlug(String text) {
    return text != null
        && text.length() >= 2
        && text.length() <= 40
        && SLUG_PATTERN.matcher(text).matches();
  }

  /** For people: {@code acme/production}. */
  @Override
  public String toString() {
    return customer + "/" + environment;
  }
}
