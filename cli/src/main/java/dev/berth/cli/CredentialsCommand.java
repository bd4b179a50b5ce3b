package dev.berth.cli;

import dev.berth.client.api.CredentialsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells the API key of a core. */
@Command(
    name = "credentials",
    description = {
      "Tells the API key of a core that is ready, and nothing else, on standard output.",
      "That it was read, and by whom, is noted in the event log."
    },
    footer = {
      "",
      "Example:",
      "  curl -H \"api-key: $(berth credentials acme production)\" https://.../users/count"
    })
final class CredentialsCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Parameters(paramLabel = "<customer>", description = "Your own stable key for who signed up.")
  private String customer;

  @Parameters(paramLabel = "<environment>", description = "Which of the customer's cores.")
  private String environment;

  @Mixin private Requester requester;

  @Override
  public void run() {
    CredentialsView credentials = berth.client(requester.name()).credentials(customer, environment);
    berth.output().answer(credentials, credentials.apiKey());
  }
}
