package dev.berth.local.world;

import dev.berth.registry.Registry;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.host.HostMachines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
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

  /**
   * A core's port on a simulated host. No other port is led to: 127.0 is this computer itself, and
   * what listens on all addresses, such as this proxy, answers on 127.1, too.
   */
  private static final Pattern CORE = Pattern.compile("127\\.[1-9]\\d*\\.\\d+\\.\\d+:3[5-7]\\d\\d");

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
   * @param names what it is called by, besides the address and {@code localhost}
   * @param secret what the callers' session tokens derive from
   * @param registry where the cores' addresses are
   */
  public static SimulatedAws start(
      Path folder,
      double scale,
      InetAddress bind,
      Set<String> names,
      String secret,
      DataSource registry)
      throws IOException {
    AwsSimulator aws =
        AwsSimulator.start(
            AwsSimulator.Options.of(folder, new HostMachines())
                .withBind(bind, names)
                .withSecret(secret)
                .withPort(AWS_PORT)
                .withScale(scale));
    Function<String, Optional<String>> cores = Proxy.readyCores(Registry.open(registry));
    Proxy proxy =
        Proxy.start(
            new InetSocketAddress(bind, PROXY_PORT),
            name -> isCore(name) ? Optional.of(name) : cores.apply(name));
    return new SimulatedAws(aws, proxy);
  }

  static boolean isCore(String address) {
    return CORE.matcher(address).matches();
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
