package dev.berth.local.world;

import dev.berth.registry.Registry;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.host.HostMachines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The simulated AWS alone, for workers and customers on other computers, such as containers beside
 * it. Its hosts have loopback addresses, which are theirs on this computer only: the proxy leads
 * there, whether it is called by a core's URL or by the address of a host.
 */
public final class SimulatedAws implements AutoCloseable {
  public static final int AWS_PORT = WorldPort.AWS.documented();
  public static final int PROXY_PORT = WorldPort.CORES.documented();

  /** A port of a simulated host; 127.0 is this computer itself. */
  private static final Pattern HOST = Pattern.compile("127\\.[1-9]\\d*\\.\\d+\\.\\d+:\\d+");

  private final AwsSimulator aws;
  private final Proxy proxy;

  private SimulatedAws(AwsSimulator aws, Proxy proxy) {
    this.aws = aws;
    this.proxy = proxy;
  }

  /**
   * Starts it; it answers when this returns.
   *
   * @param folder where the account is kept
   * @param scale divides AWS's latencies
   * @param bind the address that it listens on
   * @param registry where the cores' addresses are
   */
  public static SimulatedAws start(Path folder, double scale, InetAddress bind, DataSource registry)
      throws IOException {
    AwsSimulator aws =
        AwsSimulator.start(
            AwsSimulator.Options.of(folder, new HostMachines())
                .withBind(bind)
                .withPort(AWS_PORT)
                .withScale(scale));
    Function<String, Optional<String>> cores = Proxy.readyCores(Registry.open(registry));
    Proxy proxy =
        Proxy.start(
            new InetSocketAddress(bind, PROXY_PORT),
            name -> HOST.matcher(name).matches() ? Optional.of(name) : cores.apply(name));
    return new SimulatedAws(aws, proxy);
  }

  /** Keeps who may make the cores' databases where the worker looks for it. */
  public void keepAdmin(String user, String password) {
    AdminSecret.keep(aws, user, password);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    aws.close();
  }
}
