package dev.berth.workflows;

import static dev.berth.workflows.Branch.unwind;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through {@link dev.berth.workflows.core.UnwindCoreWorkflow}. */
final class UnwindBranches {
  private static final String FIND = "find op-1";

  private UnwindBranches() {}

  static Stream<Branch> all() {
    return Stream.of(takenBack(), left(), parked()).flatMap(s -> s);
  }

  private static Stream<Branch> takenBack() {
    return Stream.of(
        unwind("all"),
        unwind("host-gone").given(w -> w.cores.theHostIsGone()),
        unwind("nothing-held").given(w -> w.cores.nothingIsHeld()),
        unwind("retried-by-itself").given(w -> w.stumbling("drop-database", 3)),
        unwind("workers-lost").losingWorkersIn("remove"),
        unwind("cancelled-before-the-first-step").cancelledAtOnce(),
        unwind("cancelled-too-late").during(FIND, Branch::cancelInVain),
        unwind("cancelled-by-temporal").during(FIND, Branch::cancelByTemporal));
  }

  private static Stream<Branch> left() {
    Stream<Branch> undos =
        Stream.of("remove", "drop-database", "delete-secrets", "release")
            .map(undo -> unwind(undo + "-fails").failing(undo, FailureType.DENIED));
    return Stream.concat(
        undos,
        Stream.of(
            unwind("quarantine-fails")
                .failing("remove", FailureType.DENIED)
                .failing("quarantine", FailureType.DENIED)));
  }

  private static Stream<Branch> parked() {
    return Stream.of(
        unwind("held-find").denied("find").answered("retry"),
        unwind("held-close").denied("close").answered("retry"),
        unwind("frozen-undo").frozen("remove"));
  }
}
