package dev.berth.simulator.wire;

import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the XML of EC2's answers. */
public final class Xml {

  private final StringBuilder out = new StringBuilder();

  /** {@code <name>value</name>}. */
  public Xml add(String name, Object value) {
    out.append('<').append(name).append('>').append(escape(String.valueOf(value)));
    return close(name);
  }

  /** The element, if there is a value. */
  public Xml add(String name, Optional<?> value) {
    value.ifPresent(present -> add(name, present));
    return this;
  }

  /** An element around others. */
  public Xml nest(String name, Consumer<Xml> inside) {
    out.append('<').append(name).append('>');
    inside.accept(this);
    return close(name.split(" ", 2)[0]);
  }

  /** A list, whose entries are called {@code item}. */
  public <T> Xml list(String name, Collection<T> entries, BiConsumer<Xml, T> inside) {
    return nest(
        name, set -> entries.forEach(e -> set.nest("item", item -> inside.accept(item, e))));
  }

  private Xml close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
