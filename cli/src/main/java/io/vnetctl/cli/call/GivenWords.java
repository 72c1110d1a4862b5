package io.vnetctl.cli.call;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words of a call sorted into options, their arguments, and the rest; for one call. */
final class GivenWords {
  private static final String DEFAULT_TOPIC = "man";

  private final Map<CallOption, String> options = new EnumMap<>(CallOption.class);
  private final List<String> operands = new ArrayList<>();
  private final List<String> forRemote = new ArrayList<>();

  private final boolean extended;

  private GivenWords(boolean extended) {
    this.extended = extended;
  }

  /**
   * Sorts them.
   *
   * @param extended whether there are more options than those of ctys-vnetctl(1)
   * @throws CallException status 1: an option is unknown, lacks its argument, or takes none
   */
  static GivenWords of(List<String> words, boolean extended) throws CallException {
    GivenWords given = new GivenWords(extended);
    int next = 0;
    while (next < words.size()) {
      next += given.take(words.subList(next, words.size()));
    }
    return given;
  }

  boolean has(CallOption option) {
    return options.containsKey(option);
  }

  /** The argument of an option. */
  Optional<String> value(CallOption option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Words that belong to no option. */
  List<String> operands() {
    return operands;
  }

  /** All words but the remote hosts and their user. */
  List<String> forRemote() {
    return forRemote;
  }

  /** Returns how many of the words the first one is worth: itself, and perhaps its argument. */
  private int take(List<String> words) throws CallException {
    String word = words.getFirst();
    if (!word.startsWith("-")) {
      operands.add(word);
      forRemote.add(word);
      return 1;
    }
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    CallOption option = CallOption.of(name, extended).orElseThrow(() -> unknown(name));
    int taken = 1;
    if (equals >= 0) {
      options.put(option, attached(option, name, word.substring(equals + 1)));
    } else if (option == CallOption.MANUAL) {
      taken = Math.min(2, words.size());
      options.put(option, taken == 1 ? DEFAULT_TOPIC : words.get(1));
    } else if (option.takesArgument()) {
      taken = 2;
      options.put(option, next(option, name, words));
    } else {
      options.put(option, "");
    }
    if (option != CallOption.HOSTS && option != CallOption.REMOTE_USER) {
      forRemote.addAll(words.subList(0, taken));
    }
    return taken;
  }

  private static String attached(CallOption option, String name, String value)
      throws CallException {
    if (!option.takesArgument()) {
      throw CallException.failed(
          "option " + name + " takes no argument; leave out '=" + value + "'");
    }
    return value;
  }

  private static String next(CallOption option, String name, List<String> words)
      throws CallException {
    String form = ": " + name + " " + option.argument();
    if (words.size() == 1) {
      throw CallException.failed("option " + name + " needs an argument" + form);
    }
    String next = words.get(1);
    if (next.startsWith("-")) {
      throw CallException.failed(
          "option " + name + " needs an argument, and '" + next + "' looks like an option" + form);
    }
    return next;
  }

  private CallException unknown(String name) {
    return CallException.failed(
        "unknown option '"
            + name
            + "'; "
            + Meaning.ofOption(name, extended)
                .map(word -> "did you mean " + word + "?")
                .orElse("see -h"));
  }
}
