package dev.berth.local;

import dev.berth.local.world.SimulatedAws;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulated AWS as a process of its own: a container of docker-compose.yml. */
@Command(
    name = "aws",
    mixinStandardHelpOptions = true,
    description = "Only the simulated AWS and its cores' URLs, until SIGTERM.")
final class AwsCommand implements Callable<Integer> {
  @Option(names = "--folder", required = true, description = "Where the account is kept.")
  private Path folder;

  @Option(
      names = "--scale",
      defaultValue = "10",
      description = "How many times faster than real AWS. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
  private InetAddress bind;

  @Option(
      names = "--name",
      description = "A name that it is called by, besides its address and localhost.")
  private Set<String> names = Set.of();

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      required = true,
      description = "What the session tokens of the callers derive from.")
  private Path secret;

  @Option(names = "--registry", required = true, description = "The registry's JDBC URL.")
  private String registry;

  @Option(names = "--registry-user", required = true, description = "Who reads the registry.")
  private String registryUser;

  @Option(names = "--registry-password", paramLabel = "FILE", required = true)
  private Path registryPassword;

  @Option(
      names = "--admin-password",
      paramLabel = "FILE",
      required = true,
      description = "The password of user postgres, who makes the cores' databases.")
  private Path adminPassword;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(registry);
    source.setUser(registryUser);
    source.setPassword(Files.readString(registryPassword).strip());
    SimulatedAws aws =
        SimulatedAws.start(folder, scale, bind, names, Files.readString(secret).strip(), source);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(aws), "close-aws"));
    aws.keepAdmin("postgres", Files.readString(adminPassword).strip());
    System.out.printf(
        "AWS (simulated) on port %d, cores on port %d%n",
        SimulatedAws.AWS_PORT, SimulatedAws.PROXY_PORT);
    new CountDownLatch(1).await();
    return 0;
  }

  private static void close(SimulatedAws aws) {
    try {
      aws.close();
    } catch (IOException e) {
      System.err.println("berth: the simulated AWS did not stop well: " + e.getMessage());
    }
  }
}
