package dev.berth.workflows.operation;

/** What a step that cannot be done means for those after it. */
enum Kind {
  /** Later steps need its result. */
  RESULT,
  /** It has no result: an operator may go on without it. */
  SKIPPABLE,
  /** There is no way back from it, but an operator may go on without it. */
  FORWARD,
  /** There is no way back from it, and later steps need its result. */
  PIVOT
}
