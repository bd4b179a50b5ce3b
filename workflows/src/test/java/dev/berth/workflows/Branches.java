package dev.berth.workflows;

import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every way through the workflows, once, by name: tests play them and recorded histories are named
 * after them. A new branch of a workflow gets its line in the file of its workflow; {@code
 * CorpusTest} then asks for its history.
 */
final class Branches {
  private Branches() {}

  /** All of them. */
  static List<Branch> all() {
    return Stream.of(
            CoreBranches.all(),
            HostBranches.all(),
            RetireBranches.all(),
            ReplaceBranches.all(),
            SweepBranches.all(),
            PoolBranches.all(),
            ImageBranches.all(),
            UnwindBranches.all(),
            RestartBranches.all())
        .flatMap(s -> s)
        .toList();
  }

  /** The branch of this name. */
  static Branch named(String name) {
    Supplier<AssertionError> none = () -> new AssertionError("There is no branch " + name);
    return all().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow(none);
  }

  /** Plays the branch of this name in this world, to the end of its run. */
  static WorkflowStub play(World world, String name) {
    return named(name).play(world);
  }
}
