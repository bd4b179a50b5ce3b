package dev.berth.workflows.image;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** The images of a region. The second time is harmless, everywhere. */
@ActivityInterface
public interface Images {
  /**
   * Resolves what is wished, or what is due, to plans in which everything is pinned. Fails with
   * {@code invalid} when a wish can never be met.
   */
  @ActivityMethod(name = "PlanImages")
  List<ImageTask> plan(KeepImagesRequest request);

  /** Starts the image's operation, or finds the one that works on it. */
  @ActivityMethod(name = "StartImageTask")
  ImageTask start(KeepImagesRequest request, ImageTask task);
}
