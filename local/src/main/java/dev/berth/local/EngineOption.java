package dev.berth.local;

import dev.berth.local.world.WorldOptions;
import dev.berth.simulator.host.ContainerEngine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Whether the hosts of a world run real containers. */
final class EngineOption {
  @Option(
      names = "--docker",
      description = {
        "Run the cores in your container engine, from their real image.",
        "Where none answers, and without this option, a stand-in serves."
      })
  private boolean docker;

  /** The options with the user's engine, if that was asked for and answers; says what serves. */
  WorldOptions of(WorldOptions options, PrintStream out) {
    String name =
        UUID.nameUUIDFromBytes(options.folder().toString().getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, 8);
    Optional<ContainerEngine> engine =
        docker ? ContainerEngine.find(System.getenv(), name) : Optional.empty();
    if (docker) {
      out.println(
          engine
              .map(
                  found ->
                      "Containers: the engine at "
                          + found.address()
                          + ", label berth.world="
                          + name)
              .orElse("Containers: a stand-in, for no container engine answers (docker info)"));
    }
    return engine.map(options::withEngine).orElse(options);
  }
}
