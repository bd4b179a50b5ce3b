package dev.berth.servers.process;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What makes sure that a child does not outlive this process, and is not ended by its terminal. */
final class Guard {

  /** Its input ends when the process that holds the other end of the pipe dies, however it does. */
  private static final String SCRIPT = "read -r _; kill -9 -\"$0\" \"$0\" 2>/dev/null";

  private static final List<String> SETSID =
      Programs.onPath("setsid", System.getenv())
          .map(program -> List.of(program.toString()))
          .orElse(List.of());

  private Guard() {}

  /**
   * The command on a session of its own, where the machine can: a terminal's Ctrl-C then reaches
   * only us, and we end our children in order.
   */
  static List<String> ownSession(List<String> words) {
    return Stream.concat(SETSID.stream(), words.stream()).toList();
  }

  /** Starts the process that kills the child with SIGKILL when we die. */
  static Process of(Process child) throws IOException {
    Process guard =
        new ProcessBuilder(ownSession(List.of("sh", "-c", SCRIPT, Long.toString(child.pid()))))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // A process id is given out again: the guard must not outlive its child.
    var _ = child.onExit().thenRun(guard::destroyForcibly);
    return guard;
  }
}
