package dev.berth.activities.scripts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.berth.activities.aws.Script;
import dev.berth.servers.postgres.PostgresServer;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import dev.berth.simulator.host.TestMachine;
import dev.berth.simulator.standin.CoreAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A host that Berth's scripts run on, with all that they reach for: the store of secrets, and a
 * database server.
 */
record ScriptHost(TestMachine machine, Surroundings around) implements AutoCloseable {
  static final String KEY = "abcdefghijklmnopqrstuvwxyz01";
  private static final String PASSWORD = "databasepassword0123456789";

  /** As Berth writes it. */
  static final String SECRET =
      "{\"apiKey\":\"%s\",\"databasePassword\":\"%s\"}".formatted(KEY, PASSWORD);

  /**
   * What all hosts of a test share.
   *
   * @param secret what is read as the secret of every core
   */
  record Surroundings(
      Path folder,
      Optional<ContainerEngine> engine,
      PostgresServer postgres,
      HttpServer secrets,
      AtomicReference<String> secret)
      implements AutoCloseable {

    static Surroundings with(Path folder, Optional<ContainerEngine> engine) throws IOException {
      PostgresServer postgres =
          PostgresServer.start(folder.resolve("postgres"), 0, engine.map(ContainerEngine::gateway));
      HttpServer secrets =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AtomicReference<String> secret = new AtomicReference<>(SECRET);
      secrets.createContext(
          "/",
          exchange -> {
            try (exchange) {
              ObjectNode parameter = JsonNodeFactory.instance.objectNode();
              parameter.putObject("Parameter").put("Value", secret.get());
              byte[] answer = parameter.toString().getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            }
          });
      secrets.start();
      return new Surroundings(folder, engine, postgres, secrets, secret);
    }

    ScriptHost host(Software software) throws IOException {
      URI endpoint = URI.create("http://127.0.0.1:" + secrets.getAddress().getPort());
      return new ScriptHost(TestMachine.on(folder, software, endpoint, engine), this);
    }

    private void database(String core) {
      try (Connection connection = postgres.dataSource("postgres").getConnection();
          Statement statement = connection.createStatement()) {
        if (!statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + core + "'").next()) {
          statement.execute("CREATE ROLE " + core + " LOGIN PASSWORD '" + PASSWORD + "'");
          statement.execute("CREATE DATABASE " + core + " OWNER " + core);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** How many connections the server grants to this core, whose database is there; -1: any. */
    void grant(String core, int connections) {
      try (Connection connection = postgres.dataSource("postgres").getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER ROLE " + core + " CONNECTION LIMIT " + connections);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      secrets.stop(0);
      postgres.close();
    }
  }

  Outcome prepare(String image) throws InterruptedException {
    return run("prepare-host", Map.of("IMAGE", image, "PACKAGE", "docker"));
  }

  Outcome start(String core, int generation, int port, String image) throws InterruptedException {
    around.database(core);
    Map<String, String> parameters =
        new HashMap<>(
            Map.of(
                "CORE",
                core,
                "GENERATION",
                String.valueOf(generation),
                "INSTALLATION",
                "test",
                "OPERATION",
                "operation-1",
                "IMAGE",
                image,
                "PORT",
                String.valueOf(port),
                "MEMORY",
                "256",
                "REGION",
                "eu-west-1",
                "SECRET",
                "/berth/test/cores/" + core));
    parameters.putAll(
        Map.of(
            "DATABASE_HOST",
            around.engine.map(ContainerEngine::gateway).orElse("127.0.0.1"),
            "DATABASE_PORT",
            String.valueOf(around.postgres.port()),
            "DATABASE",
            core,
            "CONNECTIONS",
            "2",
            "WATCH_SECONDS",
            "20"));
    return run("start-core", parameters);
  }

  Outcome look(String core, int generation) throws InterruptedException {
    return run("look-core", which(core, generation));
  }

  Outcome restart(String core, int generation, String operation) throws InterruptedException {
    Map<String, String> parameters = new HashMap<>(which(core, generation));
    parameters.put("OPERATION", operation);
    return run("restart-core", parameters);
  }

  Outcome remove(String core, int generation) throws InterruptedException {
    return run("remove-core", which(core, generation));
  }

  Outcome clean(String image) throws InterruptedException {
    return run("clean-image", Map.of("IMAGE", image, "DIGEST", "sha256:any"));
  }

  Outcome prove(String image, int port) throws InterruptedException {
    return run("prove-image", Map.of("IMAGE", image, "KEY", KEY, "PORT", String.valueOf(port)));
  }

  /** The next call of docker that begins with this word does something else instead. */
  void onceInsteadOf(String word, String does) throws IOException {
    Path docker = machine.spec.directory().resolve("bin/docker");
    Files.delete(docker);
    Files.writeString(
        docker,
        """
        #!/bin/sh
        if [ "$1" = %s ]; then
          ln -sf ../lib/docker.sh "$BERTH_ROOT/bin/docker"
          %s
        fi
        exec "$BERTH_ROOT/lib/docker.sh" "$@"
        """
            .formatted(word, does));
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Map<String, String> which(String core, int generation) {
    return Map.of("CORE", core, "GENERATION", String.valueOf(generation));
  }

  private Outcome run(String name, Map<String, String> parameters) throws InterruptedException {
    return machine.run(String.join("\n", new Script(name, parameters).commands()));
  }

  /** What a command on the host prints. */
  String said(String command) throws InterruptedException {
    return machine.run(command).stdout().strip();
  }

  /** How a core on this port answers to its key; 0 when there is no answer. */
  int answer(int port) {
    return CoreAnswer.status(machine.spec.address() + ":" + port, KEY);
  }

  @Override
  public void close() {
    machine.close();
  }
}
