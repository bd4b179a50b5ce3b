package dev.berth.local.matrix;

import dev.berth.audit.Leftovers;
import dev.berth.registry.core.CoreRecord;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.standin.CoreAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be seen of a region when all its runs have ended. */
final class Remains {
  /** One sentence for each thing in the registry that contradicts a region at rest. */
  private static final List<String> AT_REST =
      List.of(
          """
          SELECT format('host %s is %s', id, state) FROM hosts
          WHERE region = ? AND state IN ('launching', 'unwanted')
          """,
          "SELECT format('core %s is %s', customer, state) FROM cores WHERE region = ? AND state = 'deploying'",
          "SELECT format('image %s is %s', id, state) FROM images WHERE region = ? AND state IN ('baking', 'retiring')",
          """
          SELECT format('the slot of %s is %s, and the core is %s', c.customer, p.state, c.state)
          FROM placements p JOIN cores c ON c.id = p.core_id
          WHERE c.region = ? AND (c.state <> 'ready' OR p.state <> 'held')
          """,
          """
          SELECT format('core %s has no slot', customer) FROM cores c
          WHERE region = ? AND state = 'ready' AND NOT EXISTS (SELECT FROM placements WHERE core_id = c.id)
          """,
          """
          SELECT format('%s connections are reserved', connections_reserved) FROM database_servers s
          WHERE region = ? AND connections_reserved <>
            (SELECT coalesce(sum(connections), 0) FROM placements WHERE database_server = s.name)
          """);

  private static final List<String> CLOSED =
      List.of(
          "SELECT format('operation %s is running', workflow_id) FROM operations WHERE region = ? AND state = 'running'",
          """
          SELECT format('operation %s is %s with the receipt %s', workflow_id, state, receipt) FROM operations
          WHERE region = ? AND state <> 'running'
            AND (receipt IS NULL OR (state = 'left') <> (jsonb_array_length(receipt->'left') > 0))
          """);

  private final MatrixWorld world;
  private final String region;

  Remains(MatrixWorld world, String region) {
    this.world = world;
    this.region = region;
  }

  /** What contradicts: every operation is closed, with a receipt that says so. */
  List<String> unclosed() {
    return rows(CLOSED);
  }

  /**
   * What contradicts: whatever is there belongs to a ready core or host, which answers and has
   * exactly one instance.
   */
  List<String> leftOver() {
    List<String> found = new ArrayList<>(rows(AT_REST));
    AccountSnapshot account = account();
    List<CoreRecord> cores =
        world.registry.cores().list().stream().filter(c -> c.region().equals(region)).toList();
    List<String> ids = world.rows("SELECT id FROM cores WHERE region = ?", region);
    Leftovers.of(account, MatrixWorld.INSTALLATION, world.registry, world.server).found().stream()
        .filter(thing -> !thing.startsWith("role") || ids.stream().anyMatch(thing::endsWith))
        .forEach(thing -> found.add(thing + " is left over"));
    embodied(account).forEach(found::add);
    List<String> ready = cores.stream().map(CoreRecord::id).sorted().toList();
    if (!world.machines.cores(region).equals(ready)) {
      found.add("containers run for %s".formatted(world.machines.cores(region)));
    }
    cores.stream().filter(CoreRecord::ready).flatMap(this::deaf).forEach(found::add);
    return found;
  }

  /** How many instances were ever launched in the region. */
  int launched() {
    return account().instances().size();
  }

  private Stream<String> embodied(AccountSnapshot account) {
    return world.rows("SELECT id FROM hosts WHERE region = ? AND state = 'ready'", region).stream()
        .map(
            host ->
                "host %s has %d living instances"
                    .formatted(
                        host,
                        account.alive().stream()
                            .filter(i -> host.equals(i.tags().get("berth:host")))
                            .count()))
        .filter(sentence -> !sentence.contains(" has 1 "));
  }

  /** A core that does not answer to its key, or answers to another one. */
  private Stream<String> deaf(CoreRecord core) {
    String key = world.secrets.find(region, core.keyReference()).orElseThrow().get("apiKey");
    return Stream.of(answer(core, key, 200), answer(core, key + "x", 401))
        .flatMap(Optional::stream);
  }

  private static Optional<String> answer(CoreRecord core, String key, int expected) {
    int status = CoreAnswer.status(core.address(), key);
    return status == expected
        ? Optional.empty()
        : Optional.of("core %s answers %d".formatted(core.customer(), status));
  }

  private AccountSnapshot account() {
    return world.aws.snapshot(region);
  }

  private List<String> rows(List<String> queries) {
    return queries.stream().flatMap(sql -> world.rows(sql, region).stream()).toList();
  }
}
