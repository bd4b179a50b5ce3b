package dev.berth.workflows;

import dev.berth.workflows.core.DeployCoreWorkflow;
import dev.berth.workflows.core.RestartCoreWorkflow;
import dev.berth.workflows.core.UnwindCoreWorkflow;
import dev.berth.workflows.host.LaunchHostWorkflow;
import dev.berth.workflows.host.RetireHostWorkflow;
import dev.berth.workflows.image.BakeImageWorkflow;
import dev.berth.workflows.image.KeepImagesWorkflow;
import dev.berth.workflows.image.RetireImageWorkflow;
import dev.berth.workflows.pool.KeepPoolWorkflow;
import dev.berth.workflows.replacement.ReplaceHostWorkflow;
import dev.berth.workflows.sweep.SweepWorkflow;

/** The workflows that there are. */
public final class Workflows {
  private Workflows() {}

  /** Their classes, for what runs or replays them: workers, tests, the check before a deploy. */
  public static Class<?>[] implementations() {
    return new Class<?>[] {
      DeployCoreWorkflow.class,
      LaunchHostWorkflow.class,
      RetireHostWorkflow.class,
      ReplaceHostWorkflow.class,
      SweepWorkflow.class,
      KeepPoolWorkflow.class,
      BakeImageWorkflow.class,
      RetireImageWorkflow.class,
      KeepImagesWorkflow.class,
      UnwindCoreWorkflow.class,
      RestartCoreWorkflow.class
    };
  }
}
