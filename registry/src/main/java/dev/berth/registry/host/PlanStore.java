package dev.berth.registry.host;

import dev.berth.model.Plan;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.sql.Sql;
import java.util.List;

/** What the plans' hosts are like, written from the worker's configuration. */
public record PlanStore(Database db) {
  /** Adds a plan or changes what its next hosts are like. */
  public void put(PlanRecord plan) {
    db.execute(
        """
        INSERT INTO plans (name, slots, instance_types) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET slots = excluded.slots, instance_types = excluded.instance_types
        """,
        plan.name(),
        plan.slots(),
        Sql.array(plan.instanceTypes()));
  }

  /** The plans that hosts may be of. */
  public List<PlanRecord> list() {
    return db.list(PlanRecord.class, "SELECT * FROM plans ORDER BY name");
  }

  static int slots(Transaction tx, Plan plan) {
    return tx.one(Integer.class, "SELECT slots FROM plans WHERE name = ?", plan);
  }
}
