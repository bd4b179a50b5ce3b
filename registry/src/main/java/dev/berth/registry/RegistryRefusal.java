package dev.berth.registry;

/**
 * A registry that cannot be used as it is. The message is one sentence: what is wrong, and what to
 * do.
 */
public final class RegistryRefusal extends IllegalStateException {
  private final String what;
  private final String remedy;

  /** For this reason, with this to do. */
  public RegistryRefusal(String what, String remedy) {
    super(what + ": " + remedy + ".");
    this.what = what;
    this.remedy = remedy;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
