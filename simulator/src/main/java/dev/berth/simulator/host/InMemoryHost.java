package dev.berth.simulator.host;

import java.io.IOException;
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

/** A host of {@link InMemoryHosts}: containers by core, tombstones, one script at a time. */
final class InMemoryHost implements Machine {
  /** The core of a proof, as prove-image names it. */
  private static final String PROOF = "proof";

  private static final int SUPERSEDED = 76;
  private static final int TRY_AGAIN_LATER = 75;
  private static final Pattern PARAMETERS = Pattern.compile("BERTH_PARAMETERS='([^']*)'");
  private final Spec spec;
  private final InMemoryHosts all;
  private final Map<String, InMemoryCore> containers = new HashMap<>();
  private final Map<String, Long> tombstones = new HashMap<>();

  /** The operation that restarted a core last. */
  private final Map<String, String> restarts = new HashMap<>();

  private boolean on;
  private boolean unfit;

  InMemoryHost(Spec spec, InMemoryHosts all) {
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
    return switch (all.name(script)) {
      case "prepare-host" -> prepare();
      case "start-core" -> start(parameters);
      case "look-core" -> look(parameters);
      case "restart-core" -> restart(parameters);
      case "remove-core" -> remove(parameters);
      case "clean-image" -> said("{}");
      case "prove-image" -> prove(parameters);
      default -> throw new IllegalArgumentException("not a script that this host knows: " + script);
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
    InMemoryCore there = containers.get(core);
    if (there != null && there.generation() > generation) {
      return failed(SUPERSEDED, "generation " + there.generation() + " is newer");
    }
    if (there == null || there.generation() < generation) {
      take(core);
      if (parameters.get("IMAGE").endsWith(":" + InMemoryHosts.BROKEN)) {
        return failed(1, "the core ended");
      }
      var secret = all.secrets().find(spec.region(), parameters.get("SECRET"));
      if (secret.isEmpty()) {
        return failed(TRY_AGAIN_LATER, "could not read the core's secrets");
      }
      try {
        containers.put(core, InMemoryCore.start(spec.address(), parameters, secret.get()));
      } catch (IOException e) {
        return failed(1, "the core ended: " + e.getMessage());
      }
    }
    return said("{\"port\":%s}".formatted(parameters.get("PORT")));
  }

  private Outcome prove(Map<String, String> parameters) {
    if (parameters.get("IMAGE").endsWith(":" + InMemoryHosts.BROKEN)) {
      return failed(1, "the core ended");
    }
    try {
      if (!containers.containsKey(PROOF)) {
        containers.put(PROOF, InMemoryCore.start(spec.address(), parameters));
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

  private Outcome restart(Map<String, String> parameters) {
    String core = parameters.get("CORE");
    InMemoryCore there = containers.get(core);
    if (there == null) {
      return failed(1, "No such container");
    }
    try {
      if (!parameters.get("OPERATION").equals(restarts.get(core))) {
        containers.put(core, there.restarted());
        restarts.put(core, parameters.get("OPERATION"));
      }
      return said("{\"restarted\":true}");
    } catch (IOException e) {
      return failed(1, "the core ended: " + e.getMessage());
    }
  }

  private Outcome remove(Map<String, String> parameters) {
    String core = parameters.get("CORE");
    long generation = Long.parseLong(parameters.get("GENERATION"));
    tombstones.merge(core, generation, Math::max);
    InMemoryCore there = containers.get(core);
    if (there != null && there.generation() <= generation) {
      take(core);
    }
    return said("{\"removed\":%d}".formatted(generation));
  }

  private void take(String core) {
    InMemoryCore container = containers.remove(core);
    if (container != null) {
      container.stop();
    }
  }

  @Override
  public synchronized void powerOff() {
    on = false;
    List.copyOf(containers.keySet()).forEach(this::take);
  }

  /** Every host has all that a disk could bring. */
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
}
