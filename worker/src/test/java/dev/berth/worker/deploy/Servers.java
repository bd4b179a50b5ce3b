package dev.berth.worker.deploy;

import dev.berth.servers.postgres.PostgresServer;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.servers.temporal.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;

/**
 * The real Temporal server and the real PostgreSQL that all tests of this process share. They end
 * with it.
 */
final class Servers {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Servers() {}

  private static final class Postgres {
    static final PostgresServer SERVER = start();

    private static PostgresServer start() {
      Path folder = folder("postgres");
      PostgresServer server = PostgresServer.start(folder);
      atTheEnd(server::kill, folder);
      return server;
    }
  }

  private static final class Temporal {
    static final WorkflowClient CLIENT = start();

    private static WorkflowClient start() {
      String address =
          TemporalSearch.address(System.getenv())
              .orElseGet(
                  () -> {
                    Path folder = folder("temporal");
                    TemporalServer server =
                        TemporalServer.start(
                            TemporalSearch.here(System.err::println).path(), folder);
                    atTheEnd(server::kill, folder);
                    return server.address();
                  });
      return WorkflowClient.newInstance(
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
    }
  }

  static PostgresServer postgres() {
    return Postgres.SERVER;
  }

  static WorkflowClient temporal() {
    return Temporal.CLIENT;
  }

  static DataSource newDatabase() {
    String name = "registry" + DATABASES.incrementAndGet();
    try (Connection connection = postgres().dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      statement.execute(
          "REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1, %s FROM PUBLIC"
              .formatted(name));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return postgres().dataSource(name);
  }

  /** What a failed test leaves must not disturb the next one. */
  static void terminateOpenRuns() {
    temporal()
        .listExecutions("ExecutionStatus = 'Running'")
        .forEach(run -> terminate(run.getExecution().getWorkflowId()));
  }

  private static void terminate(String workflowId) {
    try {
      temporal().newUntypedWorkflowStub(workflowId).terminate("end of test");
    } catch (WorkflowNotFoundException ended) {
      // Since it was listed, or before: the list lags behind.
    }
  }

  private static void atTheEnd(Runnable stop, Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.run();
                  FileUtils.deleteQuietly(folder.toFile());
                }));
  }

  private static Path folder(String name) {
    try {
      return Files.createTempDirectory("berth-test-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
