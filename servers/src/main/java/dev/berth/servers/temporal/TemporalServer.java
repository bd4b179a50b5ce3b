package dev.berth.servers.temporal;

import dev.berth.servers.process.ChildProcess;
import dev.berth.servers.process.Ports;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Temporal server with its web UI on the loopback address, on an SQLite file that it can be
 * started on again. Our own child and not the SDK's {@code TemporalDevServer}, which can be neither
 * killed nor restarted and leaves its server behind when the JVM is killed.
 */
public final class TemporalServer implements AutoCloseable {

  /** The namespace that exists. */
  public static final String NAMESPACE = "default";

  private final Path binary;
  private final Path folder;
  private final int port;
  private final int uiPort;
  private ChildProcess process;

  private TemporalServer(Path binary, Path folder, int port, int uiPort) {
    this.binary = binary;
    this.folder = folder;
    this.port = port;
    this.uiPort = uiPort;
    this.process = launch();
  }

  /** Starts a server on any free ports; the rest as {@link #start(Path, Path, int, int)}. */
  public static TemporalServer start(Path binary, Path folder) {
    return start(binary, folder, 0, 0);
  }

  /**
   * Starts a server in this folder and returns when it serves. A server that a killed owner left
   * behind in the folder is killed first.
   *
   * @param binary the {@code temporal} program, see {@link TemporalProgram}
   * @param folder where its database, log and pid file are; made when it is missing
   * @param port for clients and workers; 0 for any that is free
   * @param uiPort for browsers; 0 for any that is free
   * @throws IllegalStateException when it does not come up, with its last output
   */
  public static TemporalServer start(Path binary, Path folder, int port, int uiPort) {
    return new TemporalServer(
        binary, folder.toAbsolutePath().normalize(), Ports.orFree(port), Ports.orFree(uiPort));
  }

  /** Host and port for clients and workers; the same after a restart. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where a browser finds the UI; the same after a restart. */
  public URI uiAddress() {
    return URI.create("http://127.0.0.1:" + uiPort);
  }

  /** Whether the server's process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, as a crash test needs it. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same ports, killing it first when it runs; returns when it serves. */
  public void restart() {
    process.kill();
    process = launch();
  }

  /** Ends it in order. */
  @Override
  public void close() {
    process.close();
  }

  private ChildProcess launch() {
    ChildProcess started =
        ChildProcess.start(new ChildProcess.Command("temporal", folder, command()));
    started.awaitReady(ChildProcess.START, port, this::hasNamespace);
    return started;
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(List.of(binary.toString(), "server", "start-dev"));
    words.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    words.addAll(List.of("--ui-port", Integer.toString(uiPort)));
    words.addAll(List.of("--db-filename", folder.resolve("temporal.db").toString()));
    words.addAll(List.of("--log-level", "warn"));
    // Commits twice as fast, and none is lost when the process is killed; only a power cut may.
    words.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    words.addAll(List.of("--sqlite-pragma", "synchronous=normal"));
    // The default of 20 a second is meant for each of hundreds of shards; here is one, and every
    // task of every workflow would wait for it.
    for (String queue : List.of("transfer", "timer", "visibility")) {
      words.add("--dynamic-config-value");
      words.add("history." + queue + "ProcessorMaxPollRPS=2000");
    }
    return words;
  }

  /** Asked when the server listens: a gRPC channel backs off for seconds when none does. */
  private boolean hasNamespace() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    try {
      return stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build())
          .hasNamespaceInfo();
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }
}
