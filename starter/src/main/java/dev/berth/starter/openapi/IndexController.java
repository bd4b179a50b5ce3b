package dev.berth.starter.openapi;

import dev.berth.client.api.IndexView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;

/** Where the API begins. */
@Tag(name = "index")
@Controller
class IndexController {
  /** From the jar's manifest; classes outside a jar are a development build. */
  private static final String VERSION =
      Objects.requireNonNullElse(
          IndexController.class.getPackage().getImplementationVersion(), "unreleased");

  /**
   * Says what answers here, and where to read on.
   *
   * @return name, version and links
   */
  @Get
  @Secured(SecurityRule.IS_ANONYMOUS)
  IndexView showIndex() {
    return new IndexView("Berth", VERSION, new IndexView.Links("/openapi.yml", "/health"));
  }
}
