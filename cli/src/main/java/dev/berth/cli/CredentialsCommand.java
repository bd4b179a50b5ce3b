package dev.berth.cli;

import dev.berth.client.api.CredentialsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Prints the API key of a core. */
@Command(
    name = "credentials",
    description = {
      "Prints the API key of a core that is ready.",
      "Standard output holds nothing else. The event log records that the key was read, and by whom."
    },
    footer = {
      "",
      "Example:",
      "  curl -H \"api-key: $(berth credentials acme production)\" https://.../users/count"
    })
final class CredentialsCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Mixin private CoreArguments core;

  @Mixin private RequesterOption requester;

  @Override
  public void run() {
    CredentialsView credentials =
        berth.client(requester.name()).credentials(core.customer, core.environment);
    berth.output().answer(credentials, credentials.apiKey());
  }
}
