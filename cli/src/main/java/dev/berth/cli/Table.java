package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table with one row for each item, whose columns are as wide as their content. */
final class Table<T> {
  private final List<T> items;
  private final List<List<String>> columns = new ArrayList<>();

  Table(List<T> items) {
    this.items = items;
  }

  /** Adds a column; a cell without a value shows a dash. */
  Table<T> column(String head, Function<T, Object> cell) {
    Stream<String> cells = items.stream().map(item -> Objects.toString(cell.apply(item), "-"));
    List<String> column = Stream.concat(Stream.of(head), cells).toList();
    int width = column.stream().mapToInt(String::length).max().orElseThrow();
    columns.add(column.stream().map(text -> text + " ".repeat(width - text.length())).toList());
    return this;
  }

  @Override
  public String toString() {
    return IntStream.rangeClosed(0, items.size())
        .mapToObj(row -> columns.stream().map(c -> c.get(row)).collect(Collectors.joining("  ")))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
