package dev.berth.activities.core;

import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.workflows.core.Deployment;
import java.util.Map;

/** Looks the secrets of a core up for the activity that needs them, and only there. */
final class SecretsOfCore {
  private final SecretStore store;
  private final Names names;

  SecretsOfCore(Context context) {
    store = context.secrets();
    names = new Names(context.settings());
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
                    Fail.retryable(
                        FailureType.NOT_YET_VISIBLE,
                        "secret %s cannot be read yet",
                        names.secret(core)));
    return secret.get(field);
  }
}
