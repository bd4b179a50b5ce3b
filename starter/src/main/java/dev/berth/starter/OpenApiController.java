package dev.berth.starter;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.swagger.v3.oas.annotations.Hidden;

/** The description of the API that the build made from its code. */
@Hidden
@Controller
class OpenApiController {
  private static final String YAML = "application/yaml"; // RFC 9512

  private final ResourceResolver resources;

  OpenApiController(ResourceResolver resources) {
    this.resources = resources;
  }

  @Get("/openapi.yml")
  @Produces(OpenApiController.YAML)
  StreamedFile description() {
    return new StreamedFile(
        resources.getResourceAsStream("classpath:META-INF/swagger/berth-1.yml").orElseThrow(),
        MediaType.of(YAML));
  }
}
