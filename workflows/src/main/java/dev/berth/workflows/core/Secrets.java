package dev.berth.workflows.core;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * API key and database password of one generation of a core, made once, kept under one name. They
 * never leave the activity.
 */
@ActivityInterface
public interface Secrets {
  /** Makes them unless they exist, and returns the name under which they are kept. */
  @ActivityMethod(name = "CreateSecrets")
  String create(Deployment deployment);

  /** Forgets them; harmless when they never existed. */
  @ActivityMethod(name = "DeleteSecrets")
  void delete(Deployment deployment);
}
