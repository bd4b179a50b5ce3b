package dev.berth.registry.key;

import dev.berth.model.EventType;
import dev.berth.model.Scope;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.sql.Sql;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** API keys of the starter. A name has one key that is neither revoked nor replaced. */
public record KeyStore(Database db) {
  private static final String FIRST = "first";

  private static final String ALL =
      """
      SELECT *, CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired'
                     ELSE 'valid' END AS state
      FROM api_keys\s""";

  /** All keys that there ever were, oldest first. */
  public List<KeyRecord> list() {
    return db.list(KeyRecord.class, ALL + "ORDER BY created_at, id");
  }

  /** The key of this id, valid or not. */
  public Optional<KeyRecord> find(String id) {
    return find(db, id);
  }

  private static Optional<KeyRecord> find(Sql db, String id) {
    return db.find(KeyRecord.class, ALL + "WHERE id = ?", id);
  }

  /** The key that has this name, valid or expired: one that is neither revoked nor replaced. */
  public Optional<KeyRecord> named(String name) {
    return db.find(
        KeyRecord.class,
        ALL + "WHERE name = ? AND revoked_at IS NULL AND replaced_by IS NULL",
        name);
  }

  /** Adds a key; empty when another key has its name, and nothing was changed. */
  public Optional<KeyRecord> add(ApiKey key, KeyGrant grant, Actor actor) {
    return db.in(tx -> insert(tx, key, grant, actor));
  }

  private static Optional<KeyRecord> insert(
      Transaction tx, ApiKey key, KeyGrant grant, Actor actor) {
    int added =
        tx.execute(
            """
            INSERT INTO api_keys (id, hash, name, scopes, customers, created_by, lifetime, expires_at)
            SELECT ?, ?, ?, ?, ?, ?, lasts, now() + lasts FROM (SELECT ?::interval) given (lasts)
            ON CONFLICT DO NOTHING
            """,
            key.id(),
            key.hash(),
            grant.name(),
            Sql.array(grant.words()),
            grant.customers() == null ? null : Sql.array(grant.customers()),
            actor.by().name(),
            grant.lifetime() == null ? null : grant.lifetime().toString());
    if (added == 0) {
      return Optional.empty();
    }
    KeyRecord record = find(tx, key.id()).orElseThrow();
    append(tx, record, EventType.KEY_CREATED, actor, described(record));
    return Optional.of(record);
  }

  /** What came of the first key. */
  public enum First {
    /** It is valid, and has every scope. */
    VALID,
    /** It was not needed: another key makes keys. */
    NOT_NEEDED,
    /** It was revoked, or has expired: another one is needed. */
    SPENT
  }

  /**
   * Adds a key with every scope where no valid key has the scope {@code admin}: otherwise no caller
   * could ever make one. Idempotent.
   */
  public First addFirst(ApiKey key) {
    return db.in(
        tx -> {
          tx.lock("berth/keys");
          List<KeyRecord> admins =
              tx.list(KeyRecord.class, ALL).stream()
                  .filter(known -> known.state() == KeyState.VALID)
                  .filter(known -> known.scopes().contains(Scope.ADMIN.word()))
                  .toList();
          if (admins.stream().anyMatch(key::isOf)) {
            return First.VALID;
          }
          if (!admins.isEmpty()) {
            return First.NOT_NEEDED;
          }
          return Stream.of(FIRST, FIRST + "-" + key.id())
                  .map(name -> new KeyGrant(name, EnumSet.allOf(Scope.class), null, null))
                  .anyMatch(grant -> insert(tx, key, grant, Actor.BERTH).isPresent())
              ? First.VALID
              : First.SPENT;
        });
  }

  /**
   * Adds a successor with the same name, scopes, customers and lifetime. The old key is valid until
   * the overlap is over.
   *
   * @return the successor; empty when the old key is not valid any more, or is replaced already
   */
  public Optional<KeyRecord> roll(String id, ApiKey next, Duration overlap, Actor actor) {
    return db.in(
        tx -> {
          int replaced =
              tx.execute(
                  """
                  UPDATE api_keys SET replaced_by = ?, expires_at = least(expires_at, now() + ?::interval)
                  WHERE id = ? AND revoked_at IS NULL AND replaced_by IS NULL
                    AND (expires_at IS NULL OR expires_at > now())
                  """,
                  next.id(),
                  overlap.toString(),
                  id);
          if (replaced == 0) {
            return Optional.empty();
          }
          tx.execute(
              """
              INSERT INTO api_keys (id, hash, name, scopes, customers, created_by, lifetime, expires_at)
              SELECT ?, ?, name, scopes, customers, ?, lifetime, now() + lifetime FROM api_keys WHERE id = ?
              """,
              next.id(),
              next.hash(),
              actor.by().name(),
              id);
          KeyRecord record = find(tx, next.id()).orElseThrow();
          append(tx, find(tx, id).orElseThrow(), EventType.KEY_ROLLED, actor, "by " + next.id());
          append(tx, record, EventType.KEY_CREATED, actor, described(record));
          return Optional.of(record);
        });
  }

  /**
   * Ends a key at once; one that is revoked stays so.
   *
   * @return the key; empty when there is none of this id
   */
  public Optional<KeyRecord> revoke(String id, Actor actor, String reason) {
    return db.in(
        tx -> {
          String revoke =
              "UPDATE api_keys SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL";
          boolean changed = tx.execute(revoke, id) > 0;
          Optional<KeyRecord> record = find(tx, id);
          if (changed) {
            append(tx, record.orElseThrow(), EventType.KEY_REVOKED, actor, reason);
          }
          return record;
        });
  }

  /**
   * Notes that the key was used, once a minute; the first time is an event. It does not wait for a
   * session that has locked the row.
   */
  public void used(KeyRecord key, String from, Actor actor) {
    db.run(
        tx -> {
          tx.execute("SET LOCAL lock_timeout = '100ms'");
          int noted =
              tx.execute(
                  """
                  UPDATE api_keys SET last_used_at = now(), last_used_from = ?
                  WHERE id = ? AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                  """,
                  from,
                  key.id());
          if (noted > 0 && key.lastUsedAt() == null) {
            append(tx, key, EventType.KEY_USED, actor, "for the first time, from " + from);
          }
        });
  }

  private static void append(
      Transaction tx, KeyRecord key, EventType type, Actor actor, String reason) {
    tx.append("key/" + key.id(), type, actor, null, null, reason);
  }

  private static String described(KeyRecord key) {
    String customers =
        key.customers() == null ? "" : ", for " + String.join(" and ", key.customers());
    return "%s: %s%s".formatted(key.name(), String.join(", ", key.scopes()), customers);
  }
}
