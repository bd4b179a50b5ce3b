package dev.berth.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an operation does. */
public enum OperationKind implements Word {
  DEPLOY_CORE(Subject.CORE),
  UNWIND_CORE(Subject.CORE),
  RESTART_CORE(Subject.CORE),
  LAUNCH_HOST(Subject.HOST),
  RETIRE_HOST(Subject.HOST),
  REPLACE_HOST(Subject.HOST),
  BAKE_IMAGE(Subject.IMAGE),
  RETIRE_IMAGE(Subject.IMAGE),
  KEEP_IMAGES(Subject.REGION),
  KEEP_POOL(Subject.REGION),
  SWEEP(Subject.REGION);

  /** What an operation works on. */
  public enum Subject implements Word {
    CORE,
    HOST,
    IMAGE,
    REGION;

    /** The name of one of them, e.g. {@code host/h1}: subject of events, and id of workflows. */
    public String named(String id) {
      return word() + "/" + id;
    }
  }

  private final Subject subject;

  OperationKind(Subject subject) {
    this.subject = subject;
  }

  /** What it works on. */
  public Subject subject() {
    return subject;
  }

  /** The name of its workflow type, e.g. {@code DeployCore}. */
  public String workflowType() {
    return Pattern.compile("(^|-)([a-z])")
        .matcher(word())
        .replaceAll(found -> found.group(2).toUpperCase(Locale.ROOT));
  }

  /** The kind of a workflow type, if it is one of Berth's. */
  public static Optional<OperationKind> ofWorkflowType(String type) {
    for (OperationKind kind : values()) {
      if (kind.workflowType().equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
