package dev.berth.local.world;

import dev.berth.audit.Leftovers;
import dev.berth.client.BerthClient;
import dev.berth.registry.Registry;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyFile;
import dev.berth.registry.key.KeyStore;
import dev.berth.servers.postgres.PostgresServer;
import dev.berth.servers.process.ChildProcess;
import dev.berth.servers.process.Ports;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.servers.temporal.TemporalServer;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.HostMachines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/**
 * Everything that Berth needs, on this machine, started in the order of who needs whom and stopped
 * in the reverse order. What it remembers is kept in its folder: the next world in the same folder
 * goes on where this one stopped, or was killed.
 */
public final class World implements AutoCloseable {
  /** The installation's id. */
  public static final String INSTALLATION = "local";

  static final String REGION = "us-east-1";

  private final WorldOptions options;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Thread onSignal = new Thread(this::close, "close-world");
  private final Processes processes;
  private final PostgresServer postgres;
  private final AwsSimulator aws;
  private final Proxy proxy;
  private final RegistryDatabase registryDatabase;
  private final Registry registry;
  private final ApiKey key;
  private final URI api;
  private final String temporalAddress;
  private final Optional<TemporalServer> temporal;
  private final List<Integer> workerPorts;
  private final Map<Integer, ChildProcess> workers = new ConcurrentHashMap<>();
  private volatile ChildProcess starter;
  private volatile boolean closed;

  /**
   * Starts everything and returns when the API answers and a worker polls. Ctrl-C and SIGTERM close
   * it in order, at its start already.
   *
   * @throws IllegalStateException when a part does not start, or another world runs in the folder
   */
  public static World start(WorldOptions options) {
    return start(options, _ -> {});
  }

  /**
   * The same.
   *
   * @param progress told the name of each part that has started
   */
  public static World start(WorldOptions options, Consumer<String> progress) {
    return new World(options, progress);
  }

  private World(WorldOptions options, Consumer<String> progress) {
    this.options = options;
    WorldFolder files = new WorldFolder(options.folder());
    files.claim();
    files.keep(options.ports());
    LoggerFactory.getILoggerFactory(); // by one thread: SLF4J remarks on two that ask first at once
    ChildProcess.reapLeftovers(options.folder().resolve("processes"));
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      CompletableFuture<Optional<TemporalServer>> startingTemporal =
          CompletableFuture.supplyAsync(() -> startTemporal(progress));
      postgres =
          opened(
              PostgresServer.start(
                  options.folder().resolve("postgres"),
                  port(WorldPort.POSTGRES),
                  options.engine().map(ContainerEngine::gateway)));
      progress.accept("PostgreSQL");
      registryDatabase = RegistryDatabase.prepare(postgres);
      registry = Registry.open(postgres.dataSource(RegistryDatabase.NAME));
      key = firstKey(files.key());
      aws = opened(startAws());
      proxy = opened(Proxy.start(port(WorldPort.CORES), registry));
      temporal = started(startingTemporal);
      temporalAddress =
          temporal.map(TemporalServer::address).orElseGet(() -> System.getenv("TEMPORAL_ADDRESS"));
      processes = new Processes(this);
      api = URI.create("http://127.0.0.1:" + Ports.orFree(port(WorldPort.API)));
      workerPorts =
          IntStream.range(0, options.workers().number())
              .mapToObj(i -> Ports.orFree(i == 0 ? port(WorldPort.WORKER) : 0))
              .toList();
      IntStream.range(0, workerPorts.size()).forEach(this::startWorker);
      startStarter();
      progress.accept("API");
      IntStream.range(0, workerPorts.size()).forEach(this::awaitWorker);
      progress.accept("worker");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A key that was revoked makes room for another, so that the commands find a valid one. */
  private ApiKey firstKey(Path file) {
    ApiKey found = new KeyFile(file).readOrMake();
    if (registry.keys().addFirst(found) == KeyStore.First.SPENT) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      found = new KeyFile(file).readOrMake();
      KeyStore.First _ = registry.keys().addFirst(found);
    }
    return found;
  }

  private static <T> T started(CompletableFuture<T> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
  }

  private AwsSimulator startAws() {
    try {
      AwsSimulator started =
          AwsSimulator.start(
              AwsSimulator.Options.of(
                      new WorldFolder(options.folder()).aws(),
                      new HostMachines(options.imageMap(), options.engine()))
                  .withPort(port(WorldPort.AWS))
                  .withScale(options.scale()));
      options.vcpus().ifPresent(started.faults()::vcpuLimit);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("the AWS simulator could not start: " + e.getMessage(), e);
    }
  }

  private Optional<TemporalServer> startTemporal(Consumer<String> progress) {
    if (TemporalSearch.address(System.getenv()).isPresent()) {
      return Optional.empty();
    }
    TemporalServer started =
        opened(
            TemporalServer.start(
                TemporalSearch.here(System.err::println).path(),
                options.folder().resolve("temporal"),
                port(WorldPort.TEMPORAL),
                port(WorldPort.TEMPORAL_UI)));
    progress.accept("Temporal");
    return Optional.of(started);
  }

  private int port(WorldPort part) {
    return options.ports().of(part);
  }

  /** Where the starter's API is. */
  public URI api() {
    return api;
  }

  /** A client of the API with the world's first key, on behalf of this program. */
  public BerthClient client(String program) {
    return BerthClient.at(api, key.secret()).onBehalfOf(program);
  }

  /** The world's first API key, which has every scope. */
  public String key() {
    return key.secret();
  }

  /** Where a browser finds the Temporal UI; empty when a server of the user's own is used. */
  public Optional<URI> temporalUi() {
    return temporal.map(TemporalServer::uiAddress);
  }

  /** The Temporal server; empty when one of the user's own is used. */
  public Optional<TemporalServer> temporal() {
    return temporal;
  }

  /** Host and port of Temporal. */
  public String temporalAddress() {
    return temporalAddress;
  }

  /** The PostgreSQL server of registry and cores. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** The simulated AWS. */
  public AwsSimulator aws() {
    return aws;
  }

  /** The registry, for all who look at it from outside. */
  public Registry registry() {
    return registry;
  }

  /** What makes the cores' URLs answer. */
  public Proxy proxy() {
    return proxy;
  }

  /** Resources that exist and that no core or host needs. */
  public Leftovers leftovers() {
    return Leftovers.of(aws.snapshot(), INSTALLATION, registry, postgres.dataSource("postgres"));
  }

  RegistryDatabase registryDatabase() {
    return registryDatabase;
  }

  WorldOptions options() {
    return options;
  }

  /** SIGKILL to a worker, in the middle of whatever it does; the first one's number is 0. */
  public void killWorker(int number) {
    workers.get(number).kill();
  }

  /** Sends a worker a signal by its name without {@code SIG}. */
  public void signalWorker(int number, String signal) {
    workers.get(number).signal(signal);
  }

  /** Starts a worker, in the place of one that was killed. */
  public void startWorker(int number) {
    String name = number == 0 ? "worker" : "worker-" + (number + 1);
    workers.put(number, opened(processes.startWorker(name, workerPorts.get(number))));
  }

  /** The number of the worker that is this process; empty when none is. */
  public OptionalInt worker(long pid) {
    return workers.entrySet().stream()
        .filter(worker -> worker.getValue().pid() == pid)
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  private void awaitWorker(int number) {
    URI health = URI.create("http://127.0.0.1:%d/health".formatted(workerPorts.get(number)));
    workers.get(number).awaitReady(ChildProcess.START, health.getPort(), () -> Http.isOk(health));
  }

  /** SIGKILL to the starter. */
  public void killStarter() {
    starter.kill();
  }

  /** The starter's present process. */
  ChildProcess starter() {
    return starter;
  }

  /** The workers' present processes, by number. */
  Map<Integer, ChildProcess> workers() {
    return workers;
  }

  /** Starts a starter, which does not answer yet. */
  void launchStarter() {
    starter = opened(processes.startStarter(api.getPort()));
  }

  /** Starts a starter, in the place of one that was killed; returns when it answers. */
  public void startStarter() {
    launchStarter();
    starter.awaitReady(ChildProcess.START, api.getPort(), () -> Http.isOk(api.resolve("/health")));
  }

  boolean isClosed() {
    return closed;
  }

  /** Keeps a part that runs, to be stopped with the world; at once, when that is closed already. */
  private synchronized <T extends AutoCloseable> T opened(T part) {
    running.push(part);
    if (closed) {
      close();
      throw new IllegalStateException("the world was closed while it started");
    }
    return part;
  }

  /** Stops everything; what the world remembers stays. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("berth: could not stop a part of the world: " + e.getMessage());
      }
    }
    new WorldFolder(options.folder()).release();
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // Going down already: this may be the hook itself.
    }
  }
}
