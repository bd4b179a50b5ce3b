package dev.berth.model;

import java.util.List;

/**
 * What an operation did, kept in the registry when it ended.
 *
 * @param steps the steps that finished, with their times
 * @param skipped the steps that an operator skipped
 * @param undone the steps whose effect was taken back, in the order in which it happened
 * @param left what could not be taken back, and why
 * @param notes what else is worth knowing, such as the image that a host boots from
 */
public record Receipt(
    List<StepTime> steps,
    List<String> skipped,
    List<String> undone,
    List<Left> left,
    List<String> notes) {

  /** Of an operation that did nothing. */
  public static final Receipt EMPTY =
      new Receipt(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Something that is still there. */
  public record Left(String step, String why) {}

  /** True when nothing of an unwound operation remains. */
  public boolean clean() {
    return left.isEmpty();
  }
}
