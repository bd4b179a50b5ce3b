package dev.berth.workflows;

import static dev.berth.workflows.image.ImageTask.What.BAKE;
import static dev.berth.workflows.image.ImageTask.What.RETIRE;

import dev.berth.model.FailureType;
import java.util.stream.Stream;

/** The ways through the workflows of images. */
final class ImageBranches {
  private ImageBranches() {}

  static Stream<Branch> all() {
    return Stream.of(baked(), unwound(), cancelled(), parked(), retired(), kept()).flatMap(s -> s);
  }

  private static Stream<Branch> baked() {
    return Stream.of(
        bake("done"),
        bake("there-already").given(w -> w.images.isThere()),
        bake("found").given(w -> w.images.isFound()),
        bake("retried-by-itself").given(w -> w.stumbling("capture", 3)),
        bake("workers-lost").losingWorkersIn("available"));
  }

  private static Stream<Branch> unwound() {
    Stream<Branch> steps =
        Stream.of("claim", "find", "need hb", "clean", "stop", "capture", "need hp")
            .map(call -> bake(word(call) + "-fails").failing(call, FailureType.INVALID));
    return Stream.concat(
        steps,
        Stream.of(
            bake("builder-fails").failing("host hb", FailureType.HOST_FAILED),
            bake("builder-lost").failing("clean", FailureType.INSTANCE_LOST),
            bake("image-fails").failing("available", FailureType.IMAGE_FAILED),
            bake("prover-fails").failing("host hp", FailureType.HOST_FAILED),
            bake("proof-fails").failing("prove", FailureType.SCRIPT_FAILED),
            bake("found-and-unfit")
                .given(w -> w.images.isFound())
                .failing("prove", FailureType.SCRIPT_FAILED),
            bake("settle-superseded").failing("settle ami-1", FailureType.SUPERSEDED),
            bake("drop-fails")
                .failing("available", FailureType.IMAGE_FAILED)
                .given(w -> w.failing("drop", FailureType.DENIED, "not allowed"))));
  }

  private static Stream<Branch> cancelled() {
    Stream<Branch> waits =
        Stream.of("host hb", "clean", "stop", "available", "host hp", "prove")
            .map(wait -> bake("cancelled-during-" + dashed(wait)).duringWait(wait, Branch::cancel));
    return Stream.concat(
        waits,
        Stream.of(
            bake("cancelled-before-the-first-step").cancelledAtOnce(),
            bake("cancelled-during-capture").during("capture", Branch::cancel),
            bake("cancelled-by-temporal").duringWait("available", Branch::cancelByTemporal),
            bake("cancelled-too-late").during("settle ami-1", Branch::cancelInVain)));
  }

  private static Stream<Branch> parked() {
    Stream<Branch> answered =
        Stream.of("retry", "abort", "cancel")
            .map(verb -> bake("held-" + verb).denied("capture").answered(verb));
    return Stream.concat(
        answered,
        Stream.of(
            bake("held-skip").denied("dismiss hb").answered("skip"),
            bake("held-deadline").failing("capture", FailureType.OVER_QUOTA),
            bake("held-pivot").denied("settle ami-1").answered("retry"),
            bake("frozen-step").frozen("capture"),
            bake("frozen-undo").failing("available", FailureType.IMAGE_FAILED).frozen("drop")));
  }

  private static Stream<Branch> retired() {
    return Stream.of(
        retire("done"),
        retire("workers-lost").losingWorkersIn("dismiss hb"),
        retire("in-use").failing("claim", FailureType.IN_USE),
        retire("cancelled-during-hosts").duringWait("dismiss hb", Branch::cancel),
        retire("held-retry").denied("deregister").answered("retry"),
        retire("frozen").frozen("deregister"));
  }

  private static Stream<Branch> kept() {
    return Stream.of(
        keep("nothing"),
        keep("everything").given(w -> w.images.needs(BAKE, RETIRE)),
        keep("impossible").failing("plan", FailureType.INVALID),
        keep("workers-lost").losingWorkersIn("plan"));
  }

  private static Branch bake(String name) {
    return Branch.bake(name);
  }

  private static Branch retire(String name) {
    return Branch.retireImage(name);
  }

  private static Branch keep(String name) {
    return Branch.keepImages(name);
  }

  private static String word(String call) {
    return call.equals("need hp") ? "prover-needed" : call.split(" ", 2)[0];
  }

  private static String dashed(String call) {
    return call.replace("host hb", "build").replace("host hp", "boot");
  }
}
