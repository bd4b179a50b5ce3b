package dev.berth.workflows.core;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Deployments whose run was ended from outside. */
@ActivityInterface
public interface StrandedCores {
  /** What the operation holds, as the registry remembers it. */
  @ActivityMethod(name = "FindStranded")
  Stranded find(DeployOrder order);
}
