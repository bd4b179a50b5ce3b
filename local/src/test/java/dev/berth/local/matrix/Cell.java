package dev.berth.local.matrix;

/** One fault at one recorded activity. */
record Cell(Scenario scenario, Variant variant, Recorded at, Fault fault) {
  /** What an injected failure says. */
  String message() {
    return "injected at " + at.moment();
  }

  @Override
  public String toString() {
    return "%s, %s: %s at %s"
        .formatted(scenario.words(), variant.words(), fault.words, at.moment());
  }
}
