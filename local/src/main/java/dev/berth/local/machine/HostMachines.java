package dev.berth.local.machine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes machines whose containers are processes of this computer. Linux only: it relies on {@code
 * /proc}.
 */
public final class HostMachines implements Machine.Factory {

  private final Optional<Path> imageMap;

  /** Machines that know the core's own image, for which the stand-in core stands. */
  public HostMachines() {
    this(Optional.empty());
  }

  /**
   * @param imageMap lines of an image name's pattern, a blank and the command that stands for it;
   *     they go before Berth's own ones, and are read again at every boot
   */
  public HostMachines(Optional<Path> imageMap) {
    this.imageMap = imageMap;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException on another system than Linux
   */
  @Override
  public Machine machine(Machine.Spec spec) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException(
          "Simulated hosts run on Linux only: they find their processes in /proc");
    }
    return new HostMachine(spec, imageMap);
  }
}
