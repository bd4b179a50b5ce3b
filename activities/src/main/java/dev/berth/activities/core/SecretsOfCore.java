package dev.berth.activities.core;

import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.operation.Failures;
import java.util.Map;

/** Looks the secrets of a core up for the activity that needs them, and only there. */
final class SecretsOfCore {
  private final SecretStore store;
  private final Names names;

  SecretsOfCore(SecretStore store, Settings settings) {
    this.store = store;
    this.names = new Names(settings);
  }

  String apiKey(Deployment core) {
    return field(core, SecretsActivities.API_KEY);
  }

  String databasePassword(Deployment core) {
    return field(core, SecretsActivities.DATABASE_PASSWORD);
  }

  private String field(Deployment core, String field) {
    Map<String, String> secret =
        store
            .find(core.request().region(), names.secret(core))
            .orElseThrow(
                () ->
                    Failures.retryable(
                        FailureType.NOT_YET_VISIBLE,
                        "secret " + names.secret(core) + " cannot be read yet",
                        null));
    return secret.get(field);
  }
}
