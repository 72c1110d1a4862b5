package io.vnetctl.vde.console;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Lines of many things in a row, made when they are asked for. A flat-mapped stream would make all
 * lines of a thing at once.
 */
final class Lines<T> implements Iterator<String> {
  private final Iterator<T> things;
  private final Function<T, Iterator<String>> linesOf;
  private Iterator<String> current = Collections.emptyIterator();

  private Lines(Iterator<T> things, Function<T, Iterator<String>> linesOf) {
    this.things = things;
    this.linesOf = linesOf;
  }

  static <T> Iterator<String> ofEach(List<T> things, Function<T, Iterator<String>> linesOf) {
    return new Lines<>(things.iterator(), linesOf);
  }

  static Iterator<String> of(String... lines) {
    return List.of(lines).iterator();
  }

  static Iterator<String> concat(Iterator<String> first, Iterator<String> second) {
    return ofEach(List.of(first, second), part -> part);
  }

  static Iterator<String> concat(
      Iterator<String> first, Iterator<String> second, Iterator<String> third) {
    return ofEach(List.of(first, second, third), part -> part);
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext() && things.hasNext()) {
      current = linesOf.apply(things.next());
    }
    return current.hasNext();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }
}
