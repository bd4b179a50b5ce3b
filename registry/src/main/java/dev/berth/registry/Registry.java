package dev.berth.registry;

import dev.berth.model.OperationKind;
import dev.berth.registry.core.CoreStore;
import dev.berth.registry.core.DatabaseServerStore;
import dev.berth.registry.core.LossStore;
import dev.berth.registry.core.PlacementStore;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.host.ExhaustedCapacityStore;
import dev.berth.registry.host.FreezeStore;
import dev.berth.registry.host.HostStore;
import dev.berth.registry.host.PlanStore;
import dev.berth.registry.host.PoolStore;
import dev.berth.registry.host.QuotaStore;
import dev.berth.registry.host.RetirementStore;
import dev.berth.registry.image.ImageFitness;
import dev.berth.registry.image.ImageStore;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.replacement.ReplacementStore;
import dev.berth.registry.sweep.SweepStore;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * The registry. Every method of its stores is one transaction. A database that cannot be reached,
 * and every broken constraint, surfaces as {@link org.jdbi.v3.core.JdbiException}.
 */
public final class Registry {
  private final Jdbi jdbi;

  private Registry(Jdbi jdbi) {
    this.jdbi = jdbi;
    RowMapperFactory ownRecords =
        (type, _) ->
            type instanceof Class<?> record
                    && record.isRecord()
                    && record.getName().startsWith("dev.berth.")
                ? Optional.of(ConstructorMapper.of(record))
                : Optional.empty();
    jdbi.registerRowMapper(ownRecords);
    Words words = new Words();
    jdbi.registerColumnMapper(words);
    jdbi.registerArgument(words);
  }

  /** A registry whose tables are there already: what the starter uses. */
  public static Registry open(DataSource database) {
    return new Registry(Jdbi.create(database));
  }

  /**
   * Brings the tables up to date and makes sure that they belong to this installation: what a
   * worker does at its start.
   *
   * @throws IllegalStateException when the registry belongs to another installation
   */
  public static Registry migrate(DataSource database, String installation) {
    Schema.migrations(database).load().migrate();
    Registry registry = open(database);
    String owner =
        registry.jdbi.inTransaction(
            tx -> {
              tx.execute(
                  "INSERT INTO installation (id) VALUES (?) ON CONFLICT DO NOTHING", installation);
              for (OperationKind kind : OperationKind.values()) {
                tx.execute(
                    "INSERT INTO operation_kinds (kind) VALUES (?) ON CONFLICT DO NOTHING", kind);
              }
              return tx.createQuery("SELECT id FROM installation").mapTo(String.class).one();
            });
    if (!owner.equals(installation)) {
      throw new IllegalStateException(
          "This registry belongs to installation '%s', not to '%s': set berth.installation to '%s', or use another database."
              .formatted(owner, installation, owner));
    }
    return registry;
  }

  /** For tests of what the stores share. */
  Jdbi jdbi() {
    return jdbi;
  }

  /** The installation that the registry belongs to, once a worker has made its tables. */
  public Optional<String> installation() {
    return jdbi.withHandle(
        db -> db.createQuery("SELECT id FROM installation").mapTo(String.class).findOne());
  }

  /** When its tables were made. */
  public Instant createdAt() {
    return jdbi.withHandle(
        db -> db.createQuery("SELECT created_at FROM installation").mapTo(Instant.class).one());
  }

  /** Slots: place, release, quarantine, register. */
  public PlacementStore placements() {
    return new PlacementStore(jdbi);
  }

  /** Cores as their owners see them. */
  public CoreStore cores() {
    return new CoreStore(jdbi);
  }

  /** Database servers and their budgets. */
  public DatabaseServerStore databaseServers() {
    return new DatabaseServerStore(jdbi);
  }

  /** Hosts. */
  public HostStore hosts() {
    return new HostStore(jdbi);
  }

  /** Images that hosts boot from. */
  public ImageStore images() {
    return new ImageStore(jdbi);
  }

  /** Whether hosts get fit from images. */
  public ImageFitness imageFitness() {
    return new ImageFitness(jdbi);
  }

  /** Hosts on their way out. */
  public RetirementStore retirements() {
    return new RetirementStore(jdbi);
  }

  /** Hosts that move to another instance. */
  public ReplacementStore replacements() {
    return new ReplacementStore(jdbi);
  }

  /** Hosts whose instance is gone, and the cores that went with them. */
  public LossStore losses() {
    return new LossStore(jdbi);
  }

  /** What the sweep remembers. */
  public SweepStore sweeps() {
    return new SweepStore(jdbi);
  }

  /** What the plans' hosts are like. */
  public PlanStore plans() {
    return new PlanStore(jdbi);
  }

  /** Warm pools. */
  public PoolStore pools() {
    return new PoolStore(jdbi);
  }

  /** Zones and types without capacity. */
  public ExhaustedCapacityStore exhaustedCapacity() {
    return new ExhaustedCapacityStore(jdbi);
  }

  /** The account's vCPU quota, and what hosts take of it. */
  public QuotaStore quotas() {
    return new QuotaStore(jdbi);
  }

  /** Regions that are frozen. */
  public FreezeStore freezes() {
    return new FreezeStore(jdbi);
  }

  /** Operations and receipts. */
  public OperationStore operations() {
    return new OperationStore(jdbi);
  }

  /** The event log. */
  public EventLog events() {
    return new EventLog(jdbi);
  }
}
