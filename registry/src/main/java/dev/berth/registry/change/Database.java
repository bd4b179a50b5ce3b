package dev.berth.registry.change;

import dev.berth.registry.sql.Sql;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The registry's database. A statement outside of {@link #in} is a transaction of its own. */
public record Database(Jdbi jdbi) implements Sql {
  @Override
  public <R> R with(Function<Handle, R> work) {
    return jdbi.withHandle(work::apply);
  }

  /** Runs the work in one transaction, and returns its result. */
  public <T> T in(Function<Transaction, T> work) {
    return jdbi.inTransaction(
        handle -> {
          Transaction tx = new Transaction(handle);
          T result = work.apply(tx);
          tx.writeEvents();
          return result;
        });
  }

  /** Runs the work in one transaction. */
  public void run(Consumer<Transaction> work) {
    in(
        tx -> {
          work.accept(tx);
          return true;
        });
  }
}
