package dev.berth.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recorded histories: one folder per release, one file per branch. A release adds; what is
 * there is never overwritten, so that today's code always meets yesterday's histories.
 */
final class Corpus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  Corpus(Path folder) {
    this.folder = folder;
  }

  /** The one that is committed. */
  static Corpus committed() {
    return new Corpus(Path.of("src/test/resources/histories"));
  }

  /** Every history of every release, in the order of their names. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The branch that a file is the history of. */
  static String branch(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  /**
   * Plays each of these branches that the release has no history of, and keeps its history. Returns
   * the new files.
   *
   * @throws IllegalArgumentException when there is nothing to record, or nowhere to
   */
  List<Path> record(String release, List<Branch> branches) throws IOException {
    if (!release.matches("[a-zA-Z0-9][a-zA-Z0-9._-]*")) {
      throw new IllegalArgumentException(
          "'%s' is no release: letters, digits, dots and hyphens, e.g. 0.1.0-2026-11-24"
              .formatted(release));
    }
    Path into = Files.createDirectories(folder.resolve(release));
    List<Path> recorded = new ArrayList<>();
    for (Branch branch : branches) {
      Path file = into.resolve(branch.name() + ".json");
      if (!Files.exists(file)) {
        Files.writeString(file, play(branch), StandardOpenOption.CREATE_NEW);
        recorded.add(file);
      }
    }
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException(
          "Release %s has a history of every branch, and none is ever overwritten: name another release"
              .formatted(release));
    }
    return recorded;
  }

  private static String play(Branch branch) throws IOException {
    try (World world = new World()) {
      String id = branch.play(world).getExecution().getWorkflowId();
      return lines(world.temporal.getWorkflowClient().fetchHistory(id));
    }
  }

  /**
   * One event a line, so that two histories can be compared. Stack traces are left out: they are
   * large, replay does not read them, and these are of test code.
   */
  private static String lines(WorkflowExecutionHistory history) throws IOException {
    List<String> events = new ArrayList<>();
    for (JsonNode event : JSON.readTree(history.toJson(false)).get("events")) {
      event
          .findParents("stackTrace")
          .forEach(failure -> ((ObjectNode) failure).remove("stackTrace"));
      events.add(event.toString());
    }
    return "{\"events\":[\n" + String.join(",\n", events) + "\n]}\n";
  }
}
