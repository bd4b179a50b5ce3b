package dev.berth.registry.core;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.operation.OperationStore;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Cores as their owners see them: read, and registered once they are ready. */
public final class CoreStore {
  private static final String SELECT =
      """
      SELECT c.*, p.host_id, p.slot FROM cores c
      LEFT JOIN placements p ON p.core_id = c.id AND p.role = 'current' AND p.state = 'held'
      """;

  private final Jdbi jdbi;

  /** Made by the registry. */
  public CoreStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The core of a customer's environment, if it was ever asked for. */
  public Optional<CoreRecord> find(String customer, String environment) {
    return jdbi.withHandle(
        db ->
            db.createQuery(SELECT + "WHERE c.customer = :customer AND c.environment = :environment")
                .bind("customer", customer)
                .bind("environment", environment)
                .mapTo(CoreRecord.class)
                .findOne());
  }

  /** The core of this id. */
  public Optional<CoreRecord> find(String id) {
    return jdbi.withHandle(db -> find(db, id));
  }

  /** All cores that are there or on their way, by customer and environment. */
  public List<CoreRecord> list() {
    return list("", "", Integer.MAX_VALUE);
  }

  /** The first of them that come after this customer's environment, which may be empty texts. */
  public List<CoreRecord> list(String customer, String environment, int limit) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    SELECT
                        + """
                        WHERE c.state <> 'absent' AND (c.customer, c.environment) > (:customer, :environment)
                        ORDER BY c.customer, c.environment LIMIT :limit
                        """)
                .bind("customer", customer)
                .bind("environment", environment)
                .bind("limit", limit)
                .mapTo(CoreRecord.class)
                .list());
  }

  /** Which secrets of each core somebody may need, by core id. */
  public Map<String, SecretNeed> secretNeeds() {
    return jdbi.withHandle(
        db ->
            db
                .createQuery(
                    """
                    SELECT c.id, c.generation, array_remove(
                             array_agg(p.generation)
                             || CASE WHEN c.state <> 'absent' THEN c.generation END
                             || substring(c.key_reference FROM '[0-9]+$')::bigint, NULL) AS needed
                    FROM cores c LEFT JOIN placements p ON p.core_id = c.id
                    GROUP BY c.id
                    """)
                .map(
                    (row, _) ->
                        new SecretNeed(
                            row.getString("id"),
                            row.getLong("generation"),
                            new HashSet<>(
                                Arrays.asList((Long[]) row.getArray("needed").getArray()))))
                .stream()
                .collect(Collectors.toMap(SecretNeed::coreId, Function.identity())));
  }

  /** What a core looks like to its owner. */
  public record Registration(String url, String address, String version, String keyReference) {}

  /**
   * Makes the core of this operation visible to its owner and closes the operation. The second time
   * is harmless.
   *
   * @return the core, or empty when a newer generation exists, or its host moved to another
   *     address: then nothing was changed
   */
  public Optional<CoreRecord> register(
      String operationId,
      String coreId,
      long generation,
      Registration registration,
      String receipt) {
    return jdbi.inTransaction(
        tx -> {
          lockHost(tx, coreId);
          int changed =
              tx.createUpdate(
                      """
                      UPDATE cores SET state = 'ready', url = :url, address = :address, version = :version,
                             key_reference = :keyReference, ready_at = now(), lost_at = NULL
                      WHERE id = :id AND generation = :generation AND state = 'deploying'
                        AND NOT EXISTS (SELECT FROM placements p JOIN hosts h ON h.id = p.host_id
                                        WHERE p.core_id = :id AND p.generation = :generation
                                          AND left(:address, length(h.address) + 1) <> h.address || ':')
                      """)
                  .bindMethods(registration)
                  .bind("id", coreId)
                  .bind("generation", generation)
                  .execute();
          if (changed > 0) {
            OperationStore.ready(tx, operationId, receipt);
            EventLog.append(
                tx,
                "core/" + coreId,
                "core.registered",
                OperationStore.actor(tx, operationId),
                "deploying",
                "ready",
                null);
          }
          return find(tx, coreId)
              .filter(core -> core.generation() == generation && core.state().equals("ready"));
        });
  }

  /** A host does not move while one of its cores is registered there. */
  private static void lockHost(Handle tx, String coreId) {
    tx.createQuery(
            """
            SELECT h.id FROM hosts h JOIN placements p ON p.host_id = h.id
            WHERE p.core_id = :id AND p.state = 'held' FOR SHARE OF h
            """)
        .bind("id", coreId)
        .mapTo(String.class)
        .list();
  }

  static Optional<CoreRecord> find(Handle db, String id) {
    return db.createQuery(SELECT + "WHERE c.id = :id")
        .bind("id", id)
        .mapTo(CoreRecord.class)
        .findOne();
  }
}
