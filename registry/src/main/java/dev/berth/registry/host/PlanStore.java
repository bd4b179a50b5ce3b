package dev.berth.registry.host;

import dev.berth.model.Plan;
import dev.berth.registry.change.Transaction;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What the plans' hosts are like, written from the worker's configuration. */
public final class PlanStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public PlanStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a plan or changes what its next hosts are like. */
  public void put(PlanRecord plan) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO plans (name, slots, instance_types) VALUES (:name, :slots, :types)
                    ON CONFLICT (name) DO UPDATE SET slots = excluded.slots, instance_types = excluded.instance_types
                    """)
                .bind("name", plan.name())
                .bind("slots", plan.slots())
                .bindArray("types", String.class, plan.instanceTypes())
                .execute());
  }

  /** The plans that hosts may be of. */
  public List<PlanRecord> list() {
    return jdbi.withHandle(
        db -> db.createQuery("SELECT * FROM plans ORDER BY name").mapTo(PlanRecord.class).list());
  }

  static int slots(Transaction tx, Plan plan) {
    return tx.createQuery("SELECT slots FROM plans WHERE name = :plan")
        .bind("plan", plan)
        .mapTo(Integer.class)
        .one();
  }
}
