package dev.berth.local.matrix;

import dev.berth.simulator.host.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One host: containers by core, tombstones, one script at a time. */
final class ModelMachine implements Machine {
  /** The version of a core whose process ends as soon as it starts. */
  static final String BROKEN = "6.6.6";

  /** The core of a proof, as prove-image names it. */
  private static final String PROOF = "proof";

  private static final int SUPERSEDED = 76;
  private static final int TRY_AGAIN_LATER = 75;
  private static final Pattern PARAMETERS = Pattern.compile("BERTH_PARAMETERS='([^']*)'");
  private static final Map<String, String> SCRIPTS =
      Stream.of(
              "prepare-host",
              "start-core",
              "look-core",
              "remove-core",
              "clean-image",
              "prove-image")
          .collect(Collectors.toMap(ModelMachine::resource, name -> name));

  private final Spec spec;
  private final ModelMachines all;
  private final Map<String, ModelCore> containers = new HashMap<>();
  private final Map<String, Long> tombstones = new HashMap<>();
  private boolean on;
  private boolean unfit;

  ModelMachine(Spec spec, ModelMachines all) {
    this.spec = spec;
    this.all = all;
  }

  boolean isIn(String region) {
    return spec.region().equals(region);
  }

  synchronized List<String> cores() {
    return List.copyOf(containers.keySet());
  }

  @Override
  public synchronized void boot() {
    on = true;
  }

  @Override
  public synchronized Outcome run(String script, Duration limit) {
    if (!on) {
      return new Outcome(137, "", "", false);
    }
    Map<String, String> parameters = parameters(script);
    return switch (name(script)) {
      case "prepare-host" -> prepare();
      case "start-core" -> start(parameters);
      case "look-core" -> look(parameters);
      case "remove-core" -> remove(parameters);
      case "clean-image" -> said("{}");
      case "prove-image" -> prove(parameters);
      default -> throw new IllegalArgumentException("not one of Berth's scripts: " + script);
    };
  }

  private Outcome prepare() {
    unfit = unfit || all.turnsOutUnfit(spec.region());
    return unfit ? failed(1, "unfit") : said("{\"docker\":\"present\"}");
  }

  private Outcome start(Map<String, String> parameters) {
    String core = parameters.get("CORE");
    long generation = Long.parseLong(parameters.get("GENERATION"));
    if (generation <= tombstones.getOrDefault(core, 0L)) {
      return failed(SUPERSEDED, "generation " + generation + " was removed");
    }
    ModelCore there = containers.get(core);
    if (there != null && there.generation() > generation) {
      return failed(SUPERSEDED, "generation " + there.generation() + " is newer");
    }
    if (there == null || there.generation() < generation) {
      take(core);
      if (parameters.get("IMAGE").endsWith(":" + BROKEN)) {
        return failed(1, "the core ended");
      }
      var secret = all.secrets().find(spec.region(), parameters.get("SECRET"));
      if (secret.isEmpty()) {
        return failed(TRY_AGAIN_LATER, "could not read the core's secrets");
      }
      try {
        containers.put(core, ModelCore.start(spec.address(), parameters, secret.get()));
      } catch (IOException e) {
        return failed(1, "the core ended: " + e.getMessage());
      }
    }
    return said("{\"port\":%s}".formatted(parameters.get("PORT")));
  }

  private Outcome prove(Map<String, String> parameters) {
    if (parameters.get("IMAGE").endsWith(":" + BROKEN)) {
      return failed(1, "the core ended");
    }
    try {
      if (!containers.containsKey(PROOF)) {
        containers.put(PROOF, ModelCore.start(spec.address(), parameters));
      }
      return said("sha256:0");
    } catch (IOException e) {
      return failed(1, "the core ended: " + e.getMessage());
    }
  }

  private Outcome look(Map<String, String> parameters) {
    return containers.containsKey(parameters.get("CORE"))
        ? said("{\"running\":true}")
        : failed(1, "the core ended");
  }

  private Outcome remove(Map<String, String> parameters) {
    String core = parameters.get("CORE");
    long generation = Long.parseLong(parameters.get("GENERATION"));
    tombstones.merge(core, generation, Math::max);
    ModelCore there = containers.get(core);
    if (there != null && there.generation() <= generation) {
      take(core);
    }
    return said("{\"removed\":%d}".formatted(generation));
  }

  private void take(String core) {
    ModelCore container = containers.remove(core);
    if (container != null) {
      container.stop();
    }
  }

  @Override
  public synchronized void powerOff() {
    on = false;
    List.copyOf(containers.keySet()).forEach(this::take);
  }

  /** Every model has all that a disk could bring. */
  @Override
  public void copyDisk(Path copy) {}

  @Override
  public void erase() {}

  private static Outcome said(String line) {
    return new Outcome(0, line, "", false);
  }

  private static Outcome failed(int exitCode, String words) {
    return new Outcome(exitCode, "", words, false);
  }

  private static String name(String script) {
    return SCRIPTS.entrySet().stream()
        .filter(entry -> script.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> parameters(String script) {
    Matcher found = PARAMETERS.matcher(script);
    if (!found.find()) {
      return Map.of();
    }
    String lines = new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8);
    return lines
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String resource(String name) {
    String path = "/dev/berth/activities/scripts/" + name + ".sh";
    try (InputStream file = ModelMachine.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
