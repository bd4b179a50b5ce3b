package dev.berth.starter.core;

import dev.berth.client.api.CoreView;
import dev.berth.client.api.CredentialsView;
import dev.berth.model.EventType;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import dev.berth.starter.secret.Secrets;
import dev.berth.model.CoreKey;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The one answer that holds a secret. */
@Tag(name = "cores")
@Controller("/v1/cores/{customer}/{environment}/credentials")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class CredentialsController {
  private final Cores cores;
  private final Secrets secrets;
  private final Registry registry;

  CredentialsController(Cores cores, Secrets secrets, Registry registry) {
    this.cores = cores;
    this.secrets = secrets;
    this.registry = registry;
  }

  /**
   * Tells the API key of a core that is ready. It is read from the secret store when asked, kept
   * nowhere, and noted in the event log before it is told.
   *
   * @param customer the caller's own stable key for who signed up
   * @param environment of the core
   * @param requester who asks, for the event log
   * @return URL and key
   */
  @Post
  @Described.Noted
  @Described.Unknown
  @Described.Conflict
  HttpResponse<CredentialsView> readCredentials(
      HttpRequest<?> http,
      String customer,
      String environment,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    CoreKey key = new CoreKey(customer, environment);
    Checks.caller(key, requester);
    CoreView core = cores.show(key).core();
    if (!core.state().equals("ready")) {
      throw Refusal.conflict(
          "core-not-ready",
          "The core %s is %s: it has credentials when it is ready.".formatted(key, core.state()));
    }
    String apiKey = secrets.apiKey(core.region(), core.keyReference());
    registry
        .events()
        .record(
            EventLog.core(core.id()),
            EventType.CORE_CREDENTIALS_READ,
            new Actor(new Requester(requester, RequestIds.of(http)), null),
            core.keyReference());
    return HttpResponse.ok(new CredentialsView(core.url(), apiKey))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
