package io.vnetctl.cli.config;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sets of numbers as lists of numbers and ranges: {@code 10,20-25}; {@code none} is empty. */
final class NumberList {
  static final String NONE = "none";

  private NumberList() {}

  /** Empty if it is no such list of numbers from 0 to max. */
  static Optional<BitSet> parse(String text, int max) {
    BitSet numbers = new BitSet();
    if (text.equals(NONE)) {
      return Optional.of(numbers);
    }
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      Optional<Long> first = ValueType.wholeNumber(ends[0].strip(), 0, max);
      Optional<Long> last = ValueType.wholeNumber(ends[ends.length - 1].strip(), 0, max);
      if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
        return Optional.empty();
      }
      numbers.set(first.get().intValue(), last.get().intValue() + 1);
    }
    return Optional.of(numbers);
  }

  /** Ascending, what follows on each other as a range. */
  static String text(Collection<Integer> numbers) {
    BitSet set = new BitSet();
    numbers.forEach(set::set);
    return text(set);
  }

  /** The same. */
  static String text(BitSet numbers) {
    if (numbers.isEmpty()) {
      return NONE;
    }
    List<String> parts = new ArrayList<>();
    int first = numbers.nextSetBit(0);
    while (first >= 0) {
      int last = numbers.nextClearBit(first) - 1;
      parts.add(first == last ? "" + first : first + (last == first + 1 ? "," : "-") + last);
      first = numbers.nextSetBit(last + 1);
    }
    return String.join(",", parts);
  }
}
