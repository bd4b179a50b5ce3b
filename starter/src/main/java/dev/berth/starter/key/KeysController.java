package dev.berth.starter.key;

import dev.berth.client.api.KeyRequest;
import dev.berth.client.api.KeyView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.NewKeyView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.Reason;
import dev.berth.client.api.RollRequest;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyRecord;
import dev.berth.starter.Views;
import dev.berth.starter.page.Durations;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Reasons;
import dev.berth.starter.problem.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** API keys of this API. */
@Tag(name = "keys")
@Controller("/v1")
@ApiDoc.Routes
class KeysController {
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
  private static final String OVERLAP = "24h";

  private final Registry registry;

  KeysController(Registry registry) {
    this.registry = registry;
  }

  /**
   * Shows the key that this request was sent with.
   *
   * @return the key
   */
  @Get("/key")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @ChecksCustomer
  KeyView showOwnKey(@Parameter(hidden = true) Authentication caller) {
    return view(registry.keys().find(Caller.keyId(caller)).orElseThrow());
  }

  /**
   * Lists all keys that there ever were, oldest first.
   *
   * @return all of them
   */
  @Get("/keys")
  @Secured(Scopes.ADMIN)
  ListResponse.Keys listKeys() {
    return new ListResponse.Keys(
        registry.keys().list().stream().map(KeysController::view).toList());
  }

  /**
   * Makes a key. The answer is the only one that has its secret.
   *
   * @param body name and scopes are required
   */
  @Post("/keys")
  @Secured(Scopes.ADMIN)
  @ApiDoc.Audited
  @ApiDoc.Conflict
  @ApiResponse(
      responseCode = "201",
      description = "Made",
      content = @Content(schema = @Schema(implementation = NewKeyView.class)))
  HttpResponse<NewKeyView> createKey(
      @Nullable @Body KeyRequest body, @Parameter(hidden = true) Requester requester) {
    ApiKey key = ApiKey.random();
    KeyRecord record =
        registry
            .keys()
            .add(key, KeyChecks.grant(body), new Actor(requester, null))
            .orElseThrow(() -> exists(body.name()));
    return HttpResponse.created(made(record, key)).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /**
   * Makes the successor of a key, with its name, scopes, customers and lifetime. Both are valid
   * until the overlap is over. The answer is the only one that has the new secret.
   *
   * @param id of the key
   * @param body the overlap; may be left out
   * @return the successor
   */
  @Post("/keys/{id}/roll")
  @Secured(Scopes.ADMIN)
  @ApiDoc.Command
  HttpResponse<NewKeyView> rollKey(
      String id, @Nullable @Body RollRequest body, @Parameter(hidden = true) Requester requester) {
    Duration overlap = overlap(body == null ? null : body.overlap());
    ApiKey next = ApiKey.random();
    KeyRecord record =
        registry
            .keys()
            .roll(id, next, overlap, new Actor(requester, null))
            .orElseThrow(
                () -> registry.keys().find(id).map(KeysController::ended).orElse(unknown(id)));
    return HttpResponse.ok(made(record, next)).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /**
   * Ends a key: every starter refuses it from now on. One that is revoked stays so.
   *
   * @param id of the key
   * @param body the reason; may be left out
   * @return the key
   */
  @Post("/keys/{id}/revoke")
  @Secured(Scopes.ADMIN)
  @ApiDoc.Audited
  @ApiDoc.NotFound
  KeyView revokeKey(
      String id, @Nullable @Body Reason body, @Parameter(hidden = true) Requester requester) {
    return registry
        .keys()
        .revoke(id, new Actor(requester, null), Reasons.of(body))
        .map(KeysController::view)
        .orElseThrow(() -> unknown(id));
  }

  private static Duration overlap(@Nullable String said) {
    return Durations.parse(Objects.requireNonNullElse(said, OVERLAP))
        .filter(time -> time.compareTo(LONGEST_OVERLAP) <= 0)
        .orElseThrow(
            () ->
                Refusal.badInput(
                    List.of(new Fault("overlap", "must be a time such as 24h, and 30d at most"))));
  }

  private Refusal exists(String name) {
    String holder =
        registry
            .keys()
            .named(name)
            .map(key -> "%s key %s".formatted(key.state().word(), key.id()))
            .orElse("key that was just made");
    return Refusal.of(
        ProblemCode.KEY_EXISTS,
        "The %s has this name: revoke it first, roll it while it is valid, or take another name."
            .formatted(holder));
  }

  private static Refusal unknown(String id) {
    return Refusal.of(ProblemCode.NO_SUCH_KEY, "There is no key '%s'.".formatted(id));
  }

  private static Refusal ended(KeyRecord key) {
    return Refusal.of(
        ProblemCode.KEY_ENDED,
        key.replacedBy() == null
            ? "The key %s is %s.".formatted(key.id(), key.state().word())
            : "The key %s has the successor %s: roll that one to get a secret."
                .formatted(key.id(), key.replacedBy()));
  }

  private static NewKeyView made(KeyRecord record, ApiKey key) {
    return new NewKeyView(view(record), key.secret());
  }

  private static KeyView view(KeyRecord key) {
    return Views.of(key, KeyView.class);
  }
}
