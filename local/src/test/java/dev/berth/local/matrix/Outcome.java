package dev.berth.local.matrix;

/** How the run under test ended. */
enum Outcome {
  /** The core is ready and answers. */
  FINISHED,
  /** All was taken back. */
  UNWOUND,
  /** An undo was refused for good; the receipt names what is left. */
  LEFT
}
