package dev.berth.registry;

import dev.berth.registry.change.Database;
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
import dev.berth.registry.key.KeyStore;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.replacement.ReplacementStore;
import dev.berth.registry.sweep.SweepStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * The registry. Every method of its stores is one transaction. A database that cannot be reached,
 * and every broken constraint, surfaces as {@link org.jdbi.v3.core.JdbiException}.
 */
public final class Registry {
  /**
   * What a session of a worker or a starter begins with. The server ends a statement before its
   * client stops waiting (20 s), and a transaction whose client stands still: its locks would stop
   * everyone else.
   */
  public static final String LIMITS =
      "SET statement_timeout = '18s'; SET idle_in_transaction_session_timeout = '18s'";

  private final Database db;

  private Registry(Jdbi jdbi) {
    db = new Database(jdbi);
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

  /** A registry that is known to be fit, such as one that {@link Schema#require} has seen. */
  public static Registry open(DataSource database) {
    return new Registry(Jdbi.create(database));
  }

  /**
   * A registry that is looked at before it is used first: every call throws a {@link
   * RegistryRefusal} until its tables are fit for this build and belong to this installation.
   */
  public static Registry open(DataSource database, String installation) {
    AtomicBoolean fit = new AtomicBoolean();
    ConnectionFactory connections =
        () -> {
          Connection connection = database.getConnection();
          if (fit.get()) {
            return connection;
          }
          connection.close(); // looking takes some of its own
          synchronized (fit) {
            if (!fit.get()) {
              Schema _ = Schema.require(database, installation);
              fit.set(true);
            }
          }
          return database.getConnection();
        };
    return new Registry(Jdbi.create(connections));
  }

  /**
   * Makes the tables, or brings them up to date, without roles: for tests that are owner and user
   * in one. {@link Migration} is what operators run.
   *
   * @throws RegistryRefusal when the registry belongs to another installation
   */
  public static Registry migrate(DataSource database, String installation) {
    try {
      Migration.tables(database, installation);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return open(database);
  }

  /** For tests of what the stores share. */
  Database database() {
    return db;
  }

  /** The installation that the registry belongs to, once it was migrated. */
  public Optional<String> installation() {
    return db.find(String.class, "SELECT id FROM installation");
  }

  /** When its tables were made. */
  public Instant createdAt() {
    return db.one(Instant.class, "SELECT created_at FROM installation");
  }

  /** Slots: place, release, quarantine, register. */
  public PlacementStore placements() {
    return new PlacementStore(db);
  }

  /** Cores as their owners see them. */
  public CoreStore cores() {
    return new CoreStore(db);
  }

  /** Database servers and their budgets. */
  public DatabaseServerStore databaseServers() {
    return new DatabaseServerStore(db);
  }

  /** Hosts. */
  public HostStore hosts() {
    return new HostStore(db);
  }

  /** Images that hosts boot from. */
  public ImageStore images() {
    return new ImageStore(db);
  }

  /** Whether hosts get fit from images. */
  public ImageFitness imageFitness() {
    return new ImageFitness(db);
  }

  /** Hosts on their way out. */
  public RetirementStore retirements() {
    return new RetirementStore(db);
  }

  /** Hosts that move to another instance. */
  public ReplacementStore replacements() {
    return new ReplacementStore(db);
  }

  /** Hosts whose instance is gone, and the cores that went with them. */
  public LossStore losses() {
    return new LossStore(db);
  }

  /** What the sweep remembers. */
  public SweepStore sweeps() {
    return new SweepStore(db);
  }

  /** What the plans' hosts are like. */
  public PlanStore plans() {
    return new PlanStore(db);
  }

  /** Warm pools. */
  public PoolStore pools() {
    return new PoolStore(db);
  }

  /** Zones and types without capacity. */
  public ExhaustedCapacityStore exhaustedCapacity() {
    return new ExhaustedCapacityStore(db);
  }

  /** The account's vCPU quota, and what hosts take of it. */
  public QuotaStore quotas() {
    return new QuotaStore(db);
  }

  /** Regions that are frozen. */
  public FreezeStore freezes() {
    return new FreezeStore(db);
  }

  /** API keys of the starter. */
  public KeyStore keys() {
    return new KeyStore(db);
  }

  /** Operations and receipts. */
  public OperationStore operations() {
    return new OperationStore(db);
  }

  /** The event log. */
  public EventLog events() {
    return new EventLog(db);
  }
}
