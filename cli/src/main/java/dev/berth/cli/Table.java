package dev.berth.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table with one row for each item, whose columns are as wide as their content. Where the lines
 * are too long, details are left out, the last one first, and what still does not fit is cut.
 */
final class Table<T> {
  private static final String GAP = "  ";

  private final List<T> items;
  private final Style style;
  private final List<Column> columns = new ArrayList<>();
  private boolean headless;

  /** A column; its first cell is the head. */
  private record Column(
      List<String> cells, boolean detail, UnaryOperator<String> paint, int least) {
    int width() {
      return Math.max(least, cells.stream().mapToInt(String::length).max().orElseThrow());
    }

    Column below(Column above) {
      return new Column(cells, detail, paint, above.width());
    }
  }

  Table(List<T> items, Style style) {
    this.items = items;
    this.style = style;
  }

  /** Adds a column; a cell without a value shows a dash. */
  Table<T> column(String head, Function<T, Object> cell) {
    return add(head, cell, false, text -> text);
  }

  /** Adds a column that the reader can do without. */
  Table<T> detail(String head, Function<T, Object> cell) {
    return add(head, cell, true, text -> text);
  }

  /** Adds a column of states. */
  Table<T> state(String head, Function<T, Object> cell) {
    return add(head, cell, false, style::state);
  }

  /** Continues a table with the same columns, if there is one above: without a head of its own. */
  Table<T> below(Table<T> above) {
    headless = above != null;
    for (int i = 0; headless && i < columns.size(); i++) {
      columns.set(i, columns.get(i).below(above.columns.get(i)));
    }
    return this;
  }

  private Table<T> add(
      String head, Function<T, Object> cell, boolean detail, UnaryOperator<String> paint) {
    Stream<String> cells = items.stream().map(cell).map(this::text);
    columns.add(new Column(Stream.concat(Stream.of(head), cells).toList(), detail, paint, 0));
    return this;
  }

  private String text(Object value) {
    return value instanceof Instant at ? style.ago(at) : Objects.toString(value, "-");
  }

  @Override
  public String toString() {
    int room = style.columns();
    List<Column> shown = new ArrayList<>(columns);
    columns.reversed().stream()
        .filter(Column::detail)
        .filter(detail -> width(shown) > room)
        .forEach(shown::remove);
    return IntStream.rangeClosed(headless ? 1 : 0, items.size())
        .mapToObj(row -> line(shown, row, room))
        .collect(Collectors.joining());
  }

  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(c -> c.width() + GAP.length()).sum() - GAP.length();
  }

  private String line(List<Column> shown, int row, int width) {
    StringBuilder line = new StringBuilder();
    int room = width;
    for (Column column : shown) {
      if (room > 0) {
        String cell = cut(column.cells().get(row), room);
        line.append(row == 0 ? style.heading(cell) : column.paint().apply(cell));
        line.append(" ".repeat(column.width() - cell.length())).append(GAP);
      }
      room -= column.width() + GAP.length();
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static String cut(String cell, int room) {
    return cell.length() <= room ? cell : cell.substring(0, room - 1) + "…";
  }
}
