package dev.berth.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.Background;
import dev.berth.simulator.account.Buckets;
import dev.berth.simulator.account.Command;
import dev.berth.simulator.account.Journal;
import dev.berth.simulator.account.Keys;
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
import java.util.Optional;
import java.util.Set;

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
   * @param bind the address that it listens on
   * @param port 0 means any free one
   * @param names what it may be called by, besides its address and {@code localhost}
   * @param scale divides every latency; 1 is real time
   * @param machines makes the hosts
   * @param secret what the callers' session tokens derive from; empty makes one, once
   * @param changedLatencies rows that differ from the table of {@link Latency}, at scale 1
   */
  public record Options(
      Path stateDirectory,
      InetAddress bind,
      int port,
      Set<String> names,
      double scale,
      Machine.Factory machines,
      Account account,
      Optional<String> secret,
      Map<Latency, Duration> changedLatencies) {

    public Options {
      if (scale < 1) {
        throw new IllegalArgumentException("scale must be 1 or more, not " + scale);
      }
      names = Set.copyOf(names);
      changedLatencies = Map.copyOf(changedLatencies);
    }

    /** In real time, on any port of the loopback address, with the standard account. */
    public static Options of(Path stateDirectory, Machine.Factory machines) {
      return new Options(
          stateDirectory,
          InetAddress.getLoopbackAddress(),
          0,
          Set.of(),
          1,
          machines,
          Account.standard(),
          Optional.empty(),
          Map.of());
    }

    /** The same on this address, where it may be called by these names, too. */
    public Options withBind(InetAddress newBind, Set<String> newNames) {
      return new Options(
          stateDirectory,
          newBind,
          port,
          newNames,
          scale,
          machines,
          account,
          secret,
          changedLatencies);
    }

    /** The same on this port. */
    public Options withPort(int newPort) {
      return new Options(
          stateDirectory, bind, newPort, names, scale, machines, account, secret, changedLatencies);
    }

    /** The same, this many times faster than real time. */
    public Options withScale(double newScale) {
      return new Options(
          stateDirectory, bind, port, names, newScale, machines, account, secret, changedLatencies);
    }

    /** The same with this account. */
    public Options withAccount(Account newAccount) {
      return new Options(
          stateDirectory, bind, port, names, scale, machines, newAccount, secret, changedLatencies);
    }

    /** The same with this secret. */
    public Options withSecret(String newSecret) {
      return new Options(
          stateDirectory,
          bind,
          port,
          names,
          scale,
          machines,
          account,
          Optional.of(newSecret),
          changedLatencies);
    }

    /** The same with another latency, given at scale 1. */
    public Options with(Latency latency, Duration duration) {
      Map<Latency, Duration> changed = new HashMap<>(changedLatencies);
      changed.put(latency, duration);
      return new Options(
          stateDirectory, bind, port, names, scale, machines, account, secret, changed);
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
  private final Keys keys;

  private AwsSimulator(
      Options options, Keys keys, Journal journal, Ledger ledger, HttpServer server) {
    this.keys = keys;
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
            keys,
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
            keys,
            new Buckets(options.scale()),
            faults,
            latencies);
    resume(agents);
    WebPages webPages = new WebPages(options.names());
    Map.of(
            "/",
            entrance,
            ContainerTags.PREFIX,
            tags,
            ControlPath.PREFIX,
            new ControlPath(faults, keys, this::snapshot))
        .forEach((path, handler) -> server.createContext(path, handler).getFilters().add(webPages));
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
      Keys keys =
          options.secret().isPresent()
              ? new Keys(options.secret().get())
              : Keys.in(options.stateDirectory().resolve("secret"));
      keys.writeOperators(options.stateDirectory());
      Ledger ledger = new Ledger(options.account(), journal);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(options.bind(), options.port()), 1024);
      AwsSimulator simulator = new AwsSimulator(options, keys, journal, ledger, server);
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

  /**
   * The session token that a client sends with this access key: {@code worker@INSTALLATION}, {@code
   * starter@INSTALLATION}, an instance id, or any other name, which may do everything.
   */
  public String token(String accessKey) {
    return keys.token(accessKey);
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
