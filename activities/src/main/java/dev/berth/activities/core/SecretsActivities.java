package dev.berth.activities.core;

import dev.berth.activities.host.Tags;
import dev.berth.activities.operation.Context;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Secrets;
import java.security.SecureRandom;
import java.util.Map;

/** API key and database password, made once per revision. */
public final class SecretsActivities implements Secrets {
  static final String API_KEY = "apiKey";
  static final String DATABASE_PASSWORD = "databasePassword";

  /**
   * Letters and digits only: safe in a URL, an environment file and a core's list of keys, which
   * asks for 20 or more.
   */
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final int LENGTH = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Context context;
  private final Names names;

  /** In this context. */
  public SecretsActivities(Context context) {
    this.context = context;
    names = new Names(context.settings());
  }

  @Override
  public String create(Deployment core) {
    String name = names.secret(core);
    context
        .secrets()
        .create(
            core.request().region(),
            name,
            Map.of(API_KEY, random(), DATABASE_PASSWORD, random()),
            Tags.ofCore(context.settings(), core));
    return name;
  }

  @Override
  public void delete(Deployment core) {
    context.refuseFrozen(core.request().region());
    context.secrets().delete(core.request().region(), names.secret(core));
  }

  static String random() {
    return RANDOM
        .ints(LENGTH, 0, ALPHABET.length())
        .collect(
            StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }
}
