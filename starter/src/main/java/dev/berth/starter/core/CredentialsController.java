package dev.berth.starter.core;

import dev.berth.client.api.CredentialsView;
import dev.berth.model.CoreKey;
import dev.berth.model.EventType;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Names;
import dev.berth.starter.secret.ParameterStore;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The only answer that contains a secret of a core. */
@Tag(name = "cores")
@Controller("/v1/cores/{customer}/{environment}/credentials")
@ApiDoc.Routes
class CredentialsController {
  private final Cores cores;
  private final ParameterStore secrets;
  private final Registry registry;

  CredentialsController(Cores cores, ParameterStore secrets, Registry registry) {
    this.cores = cores;
    this.secrets = secrets;
    this.registry = registry;
  }

  /**
   * Returns the API key of a core that is ready. The key is read from the secret store at each
   * request and kept nowhere; the event log records the request before the key is returned.
   *
   * @param customer the caller's own stable key of the customer
   * @param environment of the core
   * @return URL and key
   */
  @Post
  @Secured(Scopes.CREDENTIALS)
  @ApiDoc.Command
  HttpResponse<CredentialsView> readCredentials(
      String customer, String environment, @Parameter(hidden = true) Requester requester) {
    CoreKey key = new CoreKey(customer, environment);
    Names.check(key);
    CoreRecord core = cores.ready(key, "it has credentials when it is ready");
    String apiKey = secrets.apiKey(core.region(), core.keyReference());
    registry
        .events()
        .record(
            Subject.CORE.named(core.id()),
            EventType.CORE_CREDENTIALS_READ,
            new Actor(requester, null),
            core.keyReference());
    return HttpResponse.ok(new CredentialsView(core.url(), apiKey))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
