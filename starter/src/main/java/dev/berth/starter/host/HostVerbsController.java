package dev.berth.starter.host;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.HostView;
import dev.berth.client.api.Reason;
import dev.berth.model.Requester;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.operation.Answers;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Reasons;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What operators may do to a host. */
@Tag(name = "hosts")
@Controller("/v1/hosts/{id}")
@ApiDoc.Routes
class HostVerbsController {
  private final HostVerbs verbs;

  HostVerbsController(HostVerbs verbs) {
    this.verbs = verbs;
  }

  /**
   * Cordons a host: no core is placed on it until it is uncordoned. Cores that hold a slot stay,
   * and a warm pool does not count the host.
   *
   * @param id of the host
   * @param body the reason; may be left out
   * @return the host as it is now
   */
  @Post("/cordon")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  @ApiDoc.NotFound
  HostView cordonHost(
      String id, @Nullable @Body Reason body, @Parameter(hidden = true) Requester requester) {
    return verbs.cordon(id, true, Reasons.of(body), requester);
  }

  /**
   * Ends a cordon: cores may be placed on the host again.
   *
   * @param id of the host
   * @param body the reason; may be left out
   * @return the host as it is now
   */
  @Post("/uncordon")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  @ApiDoc.NotFound
  HostView uncordonHost(
      String id, @Nullable @Body Reason body, @Parameter(hidden = true) Requester requester) {
    return verbs.cordon(id, false, Reasons.of(body), requester);
  }

  /**
   * Retires a host without cores: its instances are terminated. Refused while a slot is taken; then
   * nothing is started.
   *
   * @param id of the host
   * @param body the reason; may be left out
   */
  @Post("/retire")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Command
  @ApiResponse(
      responseCode = "202",
      description = "An operation retires it",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<Accepted> retireHost(
      String id, @Nullable @Body Reason body, @Parameter(hidden = true) Requester requester) {
    return Answers.accepted(verbs.retire(id, Reasons.of(body), requester));
  }

  /**
   * Replaces a host's instance, with its cores: a new instance is launched, the old one is
   * terminated, and the cores are started on the new one, at the same URLs. They do not answer from
   * the end of the old instance until then.
   *
   * @param id of the host
   * @param body the reason; may be left out
   */
  @Post("/replace")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Command
  @ApiResponse(
      responseCode = "202",
      description = "An operation replaces it",
      content = @Content(schema = @Schema(implementation = Accepted.class)))
  HttpResponse<Accepted> replaceHost(
      String id, @Nullable @Body Reason body, @Parameter(hidden = true) Requester requester) {
    return Answers.accepted(verbs.replace(id, Reasons.of(body), requester));
  }
}
