package dev.berth.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.Background;
import dev.berth.simulator.account.Buckets;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Journal;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.ec2.Disks;
import dev.berth.simulator.ec2.Ec2;
import dev.berth.simulator.ec2.Hosts;
import dev.berth.simulator.ec2.ServiceQuotas;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.host.Machine;
import dev.berth.simulator.iam.Iam;
import dev.berth.simulator.iam.Identities;
import dev.berth.simulator.iam.Sts;
import dev.berth.simulator.ssm.Agents;
import dev.berth.simulator.ssm.Ssm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One AWS account on this computer. It speaks EC2 and Systems Manager on a port to the unmodified
 * AWS SDK ({@code endpointOverride}), keeps AWS's semantics where they bite, and runs hosts as
 * {@link Machine}s. Closed and started again on its directory, the account is as it was.
 */
public final class AwsSimulator implements AutoCloseable {

  static {
    // Else answers wait 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * What a simulator is started with.
   *
   * @param stateDirectory where the account is kept; one simulator at a time
   * @param bind the address that it listens on. There is no authentication: bind to an address
   *     other than loopback on an isolated network only
   * @param port 0 means any free one
   * @param scale divides every latency; 1 is real time
   * @param machines makes the hosts
   * @param changedLatencies rows that differ from the table of {@link Latency}, at scale 1
   */
  public record Options(
      Path stateDirectory,
      InetAddress bind,
      int port,
      double scale,
      Machine.Factory machines,
      Account account,
      Map<Latency, Duration> changedLatencies) {

    public Options {
      if (scale < 1) {
        throw new IllegalArgumentException("scale must be 1 or more, not " + scale);
      }
      changedLatencies = Map.copyOf(changedLatencies);
    }

    /** In real time, on any port, with the standard account. */
    public static Options of(Path stateDirectory, Machine.Factory machines) {
      return new Options(
          stateDirectory,
          InetAddress.getLoopbackAddress(),
          0,
          1,
          machines,
          Account.standard(),
          Map.of());
    }

    /** The same on this address. */
    public Options withBind(InetAddress newBind) {
      return new Options(stateDirectory, newBind, port, scale, machines, account, changedLatencies);
    }

    /** The same on this port. */
    public Options withPort(int newPort) {
      return new Options(stateDirectory, bind, newPort, scale, machines, account, changedLatencies);
    }

    /** The same, this many times faster than real time. */
    public Options withScale(double newScale) {
      return new Options(stateDirectory, bind, port, newScale, machines, account, changedLatencies);
    }

    /** The same with another latency, given at scale 1. */
    public Options with(Latency latency, Duration duration) {
      Map<Latency, Duration> changed = new HashMap<>(changedLatencies);
      changed.put(latency, duration);
      return new Options(stateDirectory, bind, port, scale, machines, account, changed);
    }
  }

  private final HttpServer server;
  private final Journal journal;
  private final Background background = new Background();
  private final Faults faults = new Faults();
  private final Ledger ledger;
  private final Hosts hosts;
  private final HttpEntrance entrance;
  private final ContainerTags tags = new ContainerTags();

  private AwsSimulator(Options options, Journal journal, Ledger ledger, HttpServer server) {
    this.journal = journal;
    this.ledger = ledger;
    this.server = server;
    Latencies latencies = new Latencies(options.scale(), options.changedLatencies());
    hosts =
        new Hosts(
            machines(options.stateDirectory()),
            new Disks(options.stateDirectory().resolve("images")),
            options.machines(),
            ledger,
            latencies,
            endpoint(),
            background);
    Identities identities = new Identities(ledger, faults);
    Agents agents = new Agents(hosts, faults, latencies, background);
    entrance =
        new HttpEntrance(
            Map.of(
                "ec2", new Ec2(ledger, latencies, faults, hosts),
                "ssm", new Ssm(ledger, latencies, agents),
                "servicequotas", new ServiceQuotas(ledger, faults),
                "sts", new Sts(identities),
                "iam", new Iam(identities)),
            identities,
            new Buckets(options.scale()),
            faults,
            latencies);
    resume(agents);
    server.createContext("/", entrance);
    server.createContext(ContainerTags.PREFIX, tags);
    server.createContext(ControlPath.PREFIX, new ControlPath(faults, this::snapshot));
    server.setExecutor(background.threads());
  }

  /**
   * Starts a simulator; it answers when this returns.
   *
   * @throws IOException if the port or the directory is taken, or the journal cannot be read
   */
  public static AwsSimulator start(Options options) throws IOException {
    Journal journal = new Journal(options.stateDirectory());
    try {
      Ledger ledger = new Ledger(options.account(), journal);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(options.bind(), options.port()), 1024);
      AwsSimulator simulator = new AwsSimulator(options, journal, ledger, server);
      server.start();
      return simulator;
    } catch (IOException | RuntimeException failure) {
      journal.close();
      throw failure;
    }
  }

  /** Hosts that ran are booted; commands that were on their way go on. */
  private void resume(Agents agents) {
    for (RegionState region : ledger.regions()) {
      synchronized (region) {
        region.images().forEach(hosts::keep);
        region.instances().forEach(hosts::keep);
        for (Command command : region.commands()) {
          region.invocations(command).forEach(i -> agents.take(region, command, i));
        }
      }
    }
  }

  /** Where the folders of its hosts are, of a simulator with this state directory. */
  public static Path machines(Path stateDirectory) {
    return stateDirectory.resolve("hosts");
  }

  /** What {@code endpointOverride} or {@code AWS_ENDPOINT_URL} takes on this computer. */
  public URI endpoint() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** Where things are scripted to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** What a container registry beside the account says. */
  public ContainerTags tags() {
    return tags;
  }

  /** The account with everything that ever was in it. */
  public AccountSnapshot snapshot() {
    return AccountSnapshot.of(ledger.regions(), entrance.calls(), entrance.throttled());
  }

  /** The same of one region, at a cost that does not grow with the others; calls are of all. */
  public AccountSnapshot snapshot(String region) {
    return AccountSnapshot.of(
        List.of(ledger.region(region)), entrance.calls(), entrance.throttled());
  }

  /** Stops answering and powers every host off; the account stays in its directory. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    background.close();
    hosts.powerOff();
    journal.close();
  }
}
