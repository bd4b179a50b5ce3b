package dev.berth.local.matrix;

/** One fault at one recorded activity. */
record Cell(Scenario scenario, Way way, Recorded at, Fault fault) {
  /** What an injected failure says. */
  String message() {
    return "injected at " + at.moment();
  }

  @Override
  public String toString() {
    return "%s, %s: %s at %s".formatted(scenario.words(), way.words(), fault.words, at.moment());
  }
}
