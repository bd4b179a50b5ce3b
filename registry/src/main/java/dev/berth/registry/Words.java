package dev.berth.registry;

import dev.berth.model.Word;
import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;

/** The registry keeps the word of a constant; the code has the constant. */
final class Words implements ColumnMapperFactory, ArgumentFactory {

  @Override
  public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
    return isWord(type) ? Optional.of(mapper((Class<?>) type)) : Optional.empty();
  }

  @Override
  public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
    if (!isWord(type)) {
      return Optional.empty();
    }
    String word = value == null ? null : ((Word) value).word();
    return Optional.of(
        (position, statement, _) -> statement.setObject(position, word, Types.VARCHAR));
  }

  private static boolean isWord(Type type) {
    return type instanceof Class<?> known && known.isEnum() && Word.class.isAssignableFrom(known);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<E> & Word> ColumnMapper<E> mapper(Class<?> type) {
    return (row, column, _) -> {
      String word = row.getString(column);
      return word == null ? null : Word.of((Class<E>) type, word);
    };
  }
}
