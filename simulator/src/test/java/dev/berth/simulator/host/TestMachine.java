package dev.berth.simulator.host;

import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine for one test, with images whose containers are plain shells; none of it survives. */
public final class TestMachine implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(60);

  private static final String IMAGES =
      """
      berth/sleeper:1 exec sleep 100000
      berth/shell:1 exec sh -c "$@"
      berth/broken:1 echo "the key is $API_KEYS"; exit 1
      berth/fragile-core:1 [ -e once ] || { : >once; exit 1; }; exec standin-core >/dev/null
      berth/absent:1 absent
      berth/look-alike-core:1 exec standin-core
      """;

  private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

  public final Machine.Spec spec;
  private final Path imageMap;
  private final Optional<ContainerEngine> engine;

  /** All that ever were: a machine that is collected looks to its guard as if its JVM had died. */
  private final List<Machine> made = new ArrayList<>();

  private TestMachine(Machine.Spec spec, Path imageMap, Optional<ContainerEngine> engine) {
    this.spec = spec;
    this.imageMap = imageMap;
    this.engine = engine;
    forget();
  }

  static TestMachine on(Path folder, Software software, Map<String, Duration> delays)
      throws IOException {
    return on(folder, software, delays, URI.create("http://127.0.0.1:1"));
  }

  static TestMachine on(
      Path folder, Software software, Map<String, Duration> delays, URI awsEndpoint)
      throws IOException {
    return booted(folder, software, Optional.empty(), delays, awsEndpoint, Optional.empty());
  }

  /** One whose containers run on this engine, or on the stand-in. */
  public static TestMachine on(
      Path folder, Software software, URI awsEndpoint, Optional<ContainerEngine> engine)
      throws IOException {
    return booted(folder, software, Optional.empty(), Map.of(), awsEndpoint, engine);
  }

  /** Another machine beside this one, with a disk that was copied. */
  static TestMachine from(TestMachine neighbour, Path disk) throws IOException {
    Path folder = neighbour.spec.directory().getParent();
    return booted(
        folder,
        Software.STOCK,
        Optional.of(disk),
        Map.of(),
        neighbour.spec.awsEndpoint(),
        neighbour.engine);
  }

  private static TestMachine booted(
      Path folder,
      Software software,
      Optional<Path> disk,
      Map<String, Duration> delays,
      URI awsEndpoint,
      Optional<ContainerEngine> engine)
      throws IOException {
    Path imageMap = Files.writeString(Files.createTempFile(folder, "images", ""), IMAGES);
    int number = ADDRESSES.getAndIncrement();
    Machine.Spec spec =
        new Machine.Spec(
            "i-" + number,
            folder.resolve("host " + number),
            Loopback.address(),
            "eu-west-1",
            software,
            disk,
            new Machine.Size(2, 2048),
            new HashMap<>(delays),
            awsEndpoint,
            "token");
    TestMachine made = new TestMachine(spec, imageMap, engine);
    made.machine().boot();
    return made;
  }

  /** As a later JVM would see it: nothing known but the folder. */
  public void forget() {
    made.add(new HostMachines(Optional.of(imageMap), engine).machine(spec));
  }

  public Machine machine() {
    return made.getLast();
  }

  public Outcome run(String script) throws InterruptedException {
    return machine().run(script, LONG);
  }

  List<ProcessHandle> processes() {
    return MarkedProcesses.carrying("BERTH_ROOT=" + spec.directory().toAbsolutePath());
  }

  @Override
  public void close() {
    machine().erase();
  }
}
