package dev.berth.worker.doctor;

/**
 * What a look at one thing came to.
 *
 * @param subject the thing, in a word or two
 * @param message how it is
 * @param remedy what to do; null when there is nothing
 */
public record Finding(Level level, String subject, String message, String remedy) {

  /** How much it matters. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing; nothing is hindered. */
    NOTE,
    /** Berth does not work like this. */
    PROBLEM
  }

  /** As it should be. */
  public static Finding ok(String subject, String message) {
    return new Finding(Level.OK, subject, message, null);
  }

  /** Worth knowing. */
  public static Finding note(String subject, String message, String remedy) {
    return new Finding(Level.NOTE, subject, message, remedy);
  }

  /** A hindrance. */
  public static Finding problem(String subject, String message, String remedy) {
    return new Finding(Level.PROBLEM, subject, message, remedy);
  }

  /** The same, but no hindrance: for what is not needed here. */
  public Finding unneeded() {
    return level == Level.PROBLEM ? note(subject, message, remedy) : this;
  }
}
