package dev.berth.starter.openapi;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;

/** The description of the API. */
@Hidden
@Controller
class OpenApiController {
  private static final String YAML = "application/yaml"; // RFC 9512

  private final Description description;

  OpenApiController(Description description) {
    this.description = description;
  }

  @Get("/openapi.yml")
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Produces(OpenApiController.YAML)
  String description() {
    return description.yaml();
  }
}
