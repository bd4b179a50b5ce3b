package dev.berth.workflows.image;

/**
 * Something to be done about an image.
 *
 * @param why in words, for the event log
 * @param operationId the run that does it; null while none does
 * @param outcome what came of it, in words; null before
 */
public record ImageTask(What what, ImagePlan plan, String why, String operationId, String outcome) {
  /** What there is to do. */
  public enum What {
    /** It is there, and wanted. */
    KEEP,
    /** It is wanted, and not there. */
    BAKE,
    /** It is there, and not wanted. */
    RETIRE
  }

  /** The same, with what came of it. */
  public ImageTask done(String byOperationId, String as) {
    return new ImageTask(what, plan, why, byOperationId, as);
  }
}
