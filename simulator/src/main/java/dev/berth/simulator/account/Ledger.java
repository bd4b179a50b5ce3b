package dev.berth.simulator.account;

import dev.berth.simulator.wire.AwsError;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The account's regions and the two numbers that they share, as the journal left them. */
public final class Ledger {

  private final Account account;
  private final Map<String, RegionState> regions = new TreeMap<>();
  private final AtomicLong launches = new AtomicLong();
  private final AtomicLong commands = new AtomicLong();

  /**
   * The account as its journal remembers it; the journal is rewritten.
   *
   * @throws IOException if the journal cannot be read or written
   */
  public Ledger(Account account, Journal journal) throws IOException {
    this.account = account;
    account.regions().forEach((name, offer) -> regions.put(name, new RegionState(offer, journal)));
    List<Fact> facts = journal.read();
    for (Fact fact : facts) {
      region(fact.region()).apply(fact);
      switch (fact) {
        case Instance instance -> launches.accumulateAndGet(instance.number(), Math::max);
        case Command command -> commands.accumulateAndGet(command.number(), Math::max);
        case Image _, Snapshot _, Invocation _, Parameter _, Parameter.Deleted _ -> {}
      }
    }
    launches.compareAndSet(0, Instance.anyNetwork());
    journal.begin(regions.values().stream().flatMap(RegionState::facts));
  }

  /** What the account had before anything was launched in it. */
  public Account account() {
    return account;
  }

  /** The region of this name. */
  public RegionState region(String name) {
    RegionState region = regions.get(name);
    if (region == null) {
      throw new AwsError(
          "SignatureDoesNotMatch", 403, "Credential should be scoped to a valid region.");
    }
    return region;
  }

  /** All regions of the account. */
  public Collection<RegionState> regions() {
    return regions.values();
  }

  /** The number of the next instance. */
  public long nextLaunch() {
    return launches.incrementAndGet();
  }

  /** The number of the next command. */
  public long nextCommand() {
    return commands.incrementAndGet();
  }
}
