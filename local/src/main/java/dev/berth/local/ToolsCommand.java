package dev.berth.local;

import dev.berth.servers.temporal.TemporalProgram;
import dev.berth.servers.temporal.TemporalSearch;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gets hold of the programs that the local world needs and Maven cannot bring. */
@Command(
    name = "tools",
    description = "Finds, downloads or builds the Temporal server. Needed once; done by itself.",
    mixinStandardHelpOptions = true)
final class ToolsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> address = TemporalSearch.address(System.getenv());
    if (address.isPresent()) {
      out.println("Temporal: the server at " + address.get() + " (TEMPORAL_ADDRESS); none needed");
    } else {
      TemporalProgram program = TemporalSearch.here(err::println);
      out.printf("Temporal: %s (server %s)%n", program.path(), program.server());
    }
  }
}
