package io.vnetctl.cli.call;

import io.vnetctl.cli.getopt.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of vnetctl (spec vnetctl, chapter 2 and chapter 15, 14 and 17), for one parse.
 * Options and action stand in any order; the last of an option given twice counts.
 */
public final class CallParser {
  private static final String DEFAULT_TOPIC = "man";
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Map<CallOption, String> given = new EnumMap<>(CallOption.class);
  private final List<String> operands = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  private CallParser() {}

  /**
   * What the words ask for. A request for help or version counts even if the rest makes no sense,
   * as long as its options exist.
   *
   * @throws CallException status 1: what is wrong with which word
   */
  public static Request parse(List<String> words) throws CallException {
    CallParser parser = new CallParser();
    parser.read(words);
    return parser.request();
  }

  private void read(List<String> all) throws CallException {
    for (int i = 0; i < all.size(); i++) {
      String word = all.get(i);
      if (!word.startsWith("-")) {
        operands.add(word);
        words.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      CallOption option = CallOption.of(name).orElseThrow(() -> unknownOption(name));
      String attached = equals < 0 ? null : word.substring(equals + 1);
      if (attached != null && !option.takesArgument()) {
        throw CallException.failed(
            "option " + name + " takes no argument; leave out '=" + attached + "'");
      }
      String next = i + 1 < all.size() ? all.get(i + 1) : null;
      boolean takesNext = option.takesArgument() && attached == null;
      String value = takesNext ? argument(option, name, next) : attached;
      given.put(option, value == null ? "" : value);
      boolean here = option == CallOption.HOSTS || option == CallOption.REMOTE_USER;
      if (!here) {
        words.add(word);
      }
      if (takesNext && next != null) {
        i++;
        if (!here) {
          words.add(next);
        }
      }
    }
  }

  private static String argument(CallOption option, String name, String next) throws CallException {
    if (option == CallOption.MANUAL) {
      return next == null ? DEFAULT_TOPIC : next;
    }
    if (next == null) {
      throw CallException.failed(
          "option " + name + " needs an argument: " + name + " " + option.argument());
    }
    if (next.startsWith("-")) {
      throw CallException.failed(
          "option "
              + name
              + " needs an argument, and '"
              + next
              + "' looks like an option: "
              + name
              + " "
              + option.argument());
    }
    return next;
  }

  private static CallException unknownOption(String name) {
    List<String> known = new ArrayList<>();
    for (CallOption option : CallOption.values()) {
      if (!option.summary().isEmpty()) {
        known.add(option.word());
      }
    }
    Optional<String> meant = name.length() > 2 ? meantOption(name, known) : Optional.empty();
    return CallException.failed(
        "unknown option '"
            + name
            + "'; "
            + meant.map(word -> "did you mean " + word + "?").orElse("see -h"));
  }

  private static Optional<String> meantOption(String name, List<String> known) {
    if (!name.startsWith("--")) {
      String letter = name.substring(0, 2);
      return known.contains("-" + name)
          ? Optional.of("-" + name)
          : known.contains(letter)
              ? Optional.of(letter + " and '" + name.substring(2) + "' as two words")
              : Optional.empty();
    }
    known.removeIf(word -> !word.startsWith("--"));
    return Spelling.nearest(name, known);
  }

  private Request request() throws CallException {
    if (given.containsKey(CallOption.MANUAL)) {
      return new Request.Manual(given.get(CallOption.MANUAL));
    }
    if (given.containsKey(CallOption.HELP)) {
      return new Request.ShortHelp();
    }
    if (given.containsKey(CallOption.VERSION)) {
      return new Request.ShowVersion(given.containsKey(CallOption.TERSE));
    }
    return new Request.Work(call(), words);
  }

  private Call call() throws CallException {
    Action action = action();
    if (given.containsKey(CallOption.REMOTE_USER) && !given.containsKey(CallOption.HOSTS)) {
      throw CallException.failed(
          "-l names a user on remote hosts, and there are none; add -r HOSTS, or mean -u");
    }
    if (given.containsKey(CallOption.REEXEC) && given.containsKey(CallOption.HOSTS)) {
      throw CallException.failed("--reexec is for calls on this host, and does not go with -r");
    }
    return new Call(
        action,
        checked(CallOption.BRIDGE, Argument::interfaceName),
        debug(),
        given.containsKey(CallOption.FORCE),
        checked(CallOption.GROUP, Argument::account),
        checked(CallOption.NIC, Argument::interfaceName),
        checked(CallOption.REMOTE_USER, Argument::account),
        given.containsKey(CallOption.NO_HEADING),
        checked(CallOption.HOSTS, Argument::notEmpty),
        checked(CallOption.QEMU_SOCK, Argument::path),
        checked(CallOption.QEMU_MGMT, Argument::path),
        checked(CallOption.OWNER, Argument::owner),
        given.containsKey(CallOption.TERSE),
        checked(CallOption.PRIVILEGE, PrivilegeWords::check),
        given.containsKey(CallOption.JSON),
        given.containsKey(CallOption.DRY_RUN),
        given.containsKey(CallOption.REMOVE_BRIDGE),
        given.containsKey(CallOption.KEEP_IP),
        seconds(CallOption.ROLLBACK_TIMEOUT, Call.DEFAULT_ROLLBACK_TIMEOUT, Duration.ZERO),
        seconds(CallOption.TIMEOUT, Call.DEFAULT_TIMEOUT, Duration.ofMillis(1)),
        reexec());
  }

  private Action action() throws CallException {
    Action action = null;
    for (String word : operands) {
      Action next = Action.of(word).orElseThrow(() -> unknownAction(word));
      if (action != null) {
        throw CallException.failed(
            "one action at a time, not "
                + action.word()
                + " and "
                + next.word()
                + "; leave one out");
      }
      action = next;
    }
    return action == null ? Action.DEFAULT : action;
  }

  private static CallException unknownAction(String word) {
    List<String> known = new ArrayList<>();
    StringBuilder list = new StringBuilder();
    for (Action action : Action.values()) {
      known.add(action.word());
      list.append(list.isEmpty() ? "" : ", ").append(action.word());
    }
    return CallException.failed(
        "unknown action '"
            + word
            + "'; "
            + Spelling.nearest(word.toLowerCase(Locale.ROOT), known)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("the actions are " + list));
  }

  private Optional<String> checked(CallOption option, Check check) throws CallException {
    String value = given.get(option);
    if (value != null) {
      check.of(option.word(), value);
    }
    return Optional.ofNullable(value);
  }

  private DebugSpec debug() throws CallException {
    String text = given.get(CallOption.DEBUG);
    return text == null ? DebugSpec.NONE : DebugWords.parse(text);
  }

  private Duration seconds(CallOption option, Duration normal, Duration least)
      throws CallException {
    String text = given.get(option);
    return text == null ? normal : Argument.seconds(option.word(), text, least, LONGEST);
  }

  private Optional<Reexec> reexec() throws CallException {
    String text = given.get(CallOption.REEXEC);
    return text == null ? Optional.empty() : Optional.of(Reexec.parse(text));
  }

  /** What an argument has to be; says so if it is not. */
  private interface Check {
    void of(String option, String value) throws CallException;
  }
}
