package dev.berth.registry.sql;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Runs statements. The values are those of a statement's question marks, in their order. */
public interface Sql {
  /** One value that is an array. */
  static Object array(Collection<String> values) {
    return values.toArray(String[]::new);
  }

  /** Runs the work on a connection. */
  <R> R with(Function<Handle, R> work);

  /** The rows: records, or the values of their only column. */
  default <T> List<T> list(Class<T> type, String query, Object... values) {
    return with(db -> db.select(query, values).mapTo(type).list());
  }

  /**
   * The rows; the query's named parameters are components of the record, or in the map.
   *
   * @param others values that the record does not have
   */
  default <T> List<T> listFor(Class<T> type, String query, Record values, Map<String, ?> others) {
    return with(db -> db.createQuery(query).bindMethods(values).bindMap(others).mapTo(type).list());
  }

  /** The row, if there is one. */
  default <T> Optional<T> find(Class<T> type, String query, Object... values) {
    return with(db -> db.select(query, values).mapTo(type).findOne());
  }

  /** The row, of which there is exactly one. */
  default <T> T one(Class<T> type, String query, Object... values) {
    return with(db -> db.select(query, values).mapTo(type).one());
  }

  /** Changes rows, and returns how many. */
  default int execute(String statement, Object... values) {
    return with(db -> db.execute(statement, values));
  }

  /** The same; the statement's named parameters are components of the record. */
  default int executeFor(Record values, String statement) {
    return with(db -> db.createUpdate(statement).bindMethods(values).execute());
  }
}
