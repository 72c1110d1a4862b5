package io.vnetctl.cli.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The command line of vnetctl (spec vnetctl, chapter 2 and chapter 15, 14 and 17), for one parse.
 * Options and action stand in any order; the last of an option given twice counts.
 */
public final class CallParser {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final GivenWords given;
  private final boolean extended;

  private CallParser(GivenWords given, boolean extended) {
    this.given = given;
    this.extended = extended;
  }

  /**
   * What the words ask for. A request for help or version counts even if the rest makes no sense,
   * as long as its options exist.
   *
   * @throws CallException status 1: what is wrong with which word
   */
  public static Request parse(List<String> words) throws CallException {
    return parse(words, true);
  }

  /**
   * Likewise.
   *
   * @param extended whether there are more actions and options than those of ctys-vnetctl(1)
   */
  public static Request parse(List<String> words, boolean extended) throws CallException {
    return new CallParser(GivenWords.of(words, extended), extended).request();
  }

  /**
   * The words with a {@link SubCommand} at their head if it stands behind options of a call, as
   * actions may; otherwise as they are. What the options mean is left to the command.
   */
  public static List<String> commandFirst(List<String> words) {
    int next = 0;
    while (next < words.size() && words.get(next).startsWith("-")) {
      Optional<CallOption> option = CallOption.of(words.get(next), true);
      next += option.filter(CallOption::takesArgument).isPresent() ? 2 : 1;
    }
    if (next == 0 || next >= words.size() || SubCommand.of(words.get(next)).isEmpty()) {
      return words;
    }
    List<String> reordered = new ArrayList<>(words);
    reordered.addFirst(reordered.remove(next));
    return reordered;
  }

  private Request request() throws CallException {
    if (given.has(CallOption.MANUAL)) {
      return new Request.Manual(given.value(CallOption.MANUAL).orElseThrow());
    }
    if (given.has(CallOption.HELP)) {
      return new Request.ShortHelp(explained());
    }
    if (given.has(CallOption.VERSION)) {
      return new Request.ShowVersion(given.has(CallOption.TERSE));
    }
    return new Request.Work(call(), given.forRemote());
  }

  private Call call() throws CallException {
    Action action = action();
    if (given.has(CallOption.REMOTE_USER) && !given.has(CallOption.HOSTS)) {
      throw CallException.failed(
          "-l names a user on remote hosts, and there are none; add -r HOSTS, or mean -u");
    }
    if (given.has(CallOption.REEXEC) && given.has(CallOption.HOSTS)) {
      throw CallException.failed("--reexec is for calls on this host, and does not go with -r");
    }
    return new Call(
        action,
        checked(CallOption.BRIDGE, Argument::interfaceName),
        debug(),
        given.has(CallOption.FORCE),
        checked(CallOption.GROUP, Argument::account),
        checked(CallOption.NIC, Argument::interfaceName),
        checked(CallOption.REMOTE_USER, Argument::account),
        given.has(CallOption.NO_HEADING),
        checked(CallOption.HOSTS, Argument::notEmpty),
        checked(CallOption.QEMU_SOCK, Argument::path),
        checked(CallOption.QEMU_MGMT, Argument::path),
        checked(CallOption.OWNER, Argument::owner),
        given.has(CallOption.TERSE),
        checked(CallOption.PRIVILEGE, PrivilegeWords::check),
        given.has(CallOption.JSON),
        given.has(CallOption.QUIET),
        given.has(CallOption.DRY_RUN),
        given.has(CallOption.REMOVE_BRIDGE),
        given.has(CallOption.KEEP_IP),
        seconds(CallOption.ROLLBACK_TIMEOUT, Call.DEFAULT_ROLLBACK_TIMEOUT, Duration.ZERO),
        seconds(CallOption.TIMEOUT, Call.DEFAULT_TIMEOUT, Duration.ofMillis(1)),
        reexec());
  }

  /** ctys-vnetctl has one text for all; so has a call whose words name no action, or several. */
  private Optional<Action> explained() {
    return extended && given.operands().size() == 1
        ? actionOf(given.operands().getFirst())
        : Optional.empty();
  }

  private Action action() throws CallException {
    Action action = null;
    for (String word : given.operands()) {
      if (word.isEmpty()) {
        throw CallException.failed(
            "an empty word is no action; see whether a variable in the call is empty");
      }
      Optional<Action> known = Action.of(word, extended);
      if (known.isEmpty() && action != null) {
        throw unknownAfter(action, word);
      }
      Action next = known.orElseThrow(() -> CallException.failed(unknown(word, extended)));
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
    if (action == null && given.value(CallOption.HOSTS).flatMap(this::actionOf).isPresent()) {
      String word = given.value(CallOption.HOSTS).orElseThrow();
      throw CallException.failed(
          "-r needs hosts before '" + word + "', which is an action: -r HOSTS " + word);
    }
    return action == null ? Action.DEFAULT : action;
  }

  private Optional<Action> actionOf(String word) {
    return Action.of(word, extended);
  }

  private CallException unknownAfter(Action action, String word) {
    String joined = action.word() + word.toLowerCase(Locale.ROOT);
    return CallException.failed(
        "'"
            + word
            + "' after "
            + action.word()
            + " means nothing; "
            + actionOf(joined)
                .map(meant -> "did you mean " + meant.word() + "?")
                .orElse(action.word() + " takes options only, see -h"));
  }

  /** What to say of a word that names no action or command. */
  public static String unknown(String word, boolean extended) {
    List<String> known = CommandName.words(extended);
    return "unknown action '"
        + word
        + "'; "
        + Meaning.ofCommand(word, extended)
            .map(meant -> "did you mean " + meant + "?")
            .orElse("there are " + String.join(", ", known) + "; -h explains them");
  }

  private Optional<String> checked(CallOption option, Check check) throws CallException {
    Optional<String> value = given.value(option);
    if (value.isPresent()) {
      check.of(option.word(), value.get());
    }
    return value;
  }

  private DebugSpec debug() throws CallException {
    Optional<String> text = given.value(CallOption.DEBUG);
    DebugSpec spec = text.isPresent() ? DebugWords.parse(text.get()) : DebugSpec.NONE;
    if (given.has(CallOption.QUIET) && given.has(CallOption.VERBOSE)) {
      throw CallException.failed("--quiet and --verbose contradict each other; leave one out");
    }
    return given.has(CallOption.QUIET)
        ? spec.quieter()
        : given.has(CallOption.VERBOSE) ? spec.louder() : spec;
  }

  private Duration seconds(CallOption option, Duration normal, Duration least)
      throws CallException {
    Optional<String> text = given.value(option);
    return text.isPresent() ? Argument.seconds(option.word(), text.get(), least, LONGEST) : normal;
  }

  private Optional<Reexec> reexec() throws CallException {
    Optional<String> text = given.value(CallOption.REEXEC);
    return text.isPresent() ? Optional.of(Reexec.parse(text.get())) : Optional.empty();
  }

  /** What an argument has to be; says so if it is not. */
  private interface Check {
    void of(String option, String value) throws CallException;
  }
}
