package dev.berth.local.matrix;

import java.util.List;

/**
 * What became of a cell.
 *
 * @param problems why it is red; empty when all is as it must be
 */
record Verdict(Cell cell, Outcome outcome, List<String> problems, long millis) {
  boolean red() {
    return !problems.isEmpty();
  }

  @Override
  public String toString() {
    return cell + ": " + (red() ? "RED: " + String.join("; ", problems) : outcome);
  }
}
