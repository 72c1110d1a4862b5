package io.vnetctl.cli.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An argument such as {@code vde,sock=/a,port=3}, as QEMU reads those of -net, -netdev and -nic
 * (qemu(1)): items with commas between; two commas stand for one inside an item.
 *
 * @param kind the first item
 * @param items the others, as written, double commas included
 */
record OptionList(String kind, List<String> items) {
  OptionList {
    items = List.copyOf(items);
  }

  static OptionList parse(String argument) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      boolean pair = c == ',' && i + 1 < argument.length() && argument.charAt(i + 1) == ',';
      if (c == ',' && !pair) {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(pair ? ",," : c);
        i += pair ? 1 : 0;
      }
    }
    items.add(item.toString());
    return new OptionList(items.getFirst(), items.subList(1, items.size()));
  }

  /** Text as the value of an item. */
  static String escape(String text) {
    return text.replace(",", ",,");
  }

  /** The value of an item, as written. */
  Optional<String> value(String key) {
    for (String item : items) {
      if (item.startsWith(key + "=")) {
        return Optional.of(item.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }

  OptionList without(String key) {
    List<String> rest = new ArrayList<>(items);
    rest.removeIf(item -> item.startsWith(key + "="));
    return new OptionList(kind, rest);
  }

  /** With an item in front. */
  OptionList with(String key, String value) {
    List<String> more = new ArrayList<>(List.of(key + "=" + value));
    more.addAll(items);
    return new OptionList(kind, more);
  }

  /** With the items of the other list behind. */
  OptionList and(OptionList other) {
    List<String> all = new ArrayList<>(items);
    all.addAll(other.items);
    return new OptionList(kind, all);
  }

  /** With another name for a key. */
  OptionList renamed(String key, String name) {
    List<String> changed = new ArrayList<>();
    for (String item : items) {
      changed.add(item.startsWith(key + "=") ? name + item.substring(key.length()) : item);
    }
    return new OptionList(kind, changed);
  }

  /** The argument. */
  String text() {
    return items.isEmpty() ? kind : kind + "," + String.join(",", items);
  }
}
