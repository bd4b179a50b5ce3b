package dev.berth.starter;

import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The starter as a process. It starts whether or not Temporal and the registry are there. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Berth",
            version = "1",
            description = "Gives every customer of a managed service a running core."),
    servers = @Server(url = "/", description = "The starter that serves this description"))
@SecurityScheme(
    name = "key",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "berth_..",
    description = "An API key with one of the scopes that the operation names in x-scopes.")
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** LiveRuns until the process is asked to end. */
  public static void main(String[] args) {
    EmbeddedServer server =
        Micronaut.build(args)
            .mainClass(Main.class)
            .banner(false)
            .eagerInitConfiguration(true) // a missing key is named now, not at the first request
            .start()
            .getBean(EmbeddedServer.class);
    LOG.info(
        "Berth starter listens on {}://{}:{}",
        server.getScheme(),
        server.getHost(),
        server.getPort());
  }
}
