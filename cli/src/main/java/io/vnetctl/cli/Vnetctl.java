package io.vnetctl.cli;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.call.DebugSpec;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.manual.ManualPages;
import io.vnetctl.cli.manual.ManualTree;
import io.vnetctl.cli.manual.ShortHelp;
import io.vnetctl.cli.manual.VersionFacts;
import io.vnetctl.cli.privilege.Elevation;
import io.vnetctl.cli.remote.RemoteCall;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The network in one call: words in, exit status out (spec vnetctl). On the way of every query, so
 * it loads nothing that the request does not need.
 */
final class Vnetctl {
  private static final int DONE = 0;

  /** Level and subsystem of traces (spec vnetctl, chapter 2.2). */
  private static final int UI = 1;

  private static final int CLI = 32;

  private final Caller caller;
  private final Actions actions;

  Vnetctl(Caller caller, Actions actions) {
    this.caller = caller;
    this.actions = actions;
  }

  /** Does what the words say, and reports what went wrong. Returns the exit status. */
  int run(List<String> words) {
    if (isReexec(words) && !Elevation.mark(caller.err())) {
      return CallException.FAILED;
    }
    try {
      Request request = CallParser.parse(words, caller.isExtended());
      if (isReexec(words)
          && !(request instanceof Request.Work(Call call, List<String> _)
              && call.action().changesHost()
              && call.hosts().isEmpty())) {
        // Whoever may call create and cancel as root by sudo may call nothing else by these words.
        throw CallException.failed(
            CallOption.REEXEC.word() + " is for create and cancel on this host alone");
      }
      int status = answer(request);
      if (caller.out().checkError()) {
        throw CallException.failed("standard output cannot be written to; see where it goes");
      }
      return status;
    } catch (CallException e) {
      new Messages(caller, DebugSpec.NONE, true).error(e.status(), e.getMessage());
      return e.status();
    }
  }

  /**
   * The command help: all words, or one of them. Returns the exit status.
   *
   * @param topics words after help
   * @param subCommands says what one of these does, with the words that name it
   */
  int help(List<String> topics, ToIntFunction<List<String>> subCommands) {
    if (topics.isEmpty()) {
      caller.out().print(ShortHelp.text(caller));
      return DONE;
    }
    String first = topics.getFirst();
    if (CallOption.HELP.otherWords(true).contains(first) || CallOption.HELP.word().equals(first)) {
      return subCommands.applyAsInt(List.of(SubCommand.HELP.word()));
    }
    try {
      Optional<CommandName> named = CommandName.of(first, caller.isExtended());
      return switch (named.orElse(null)) {
        case null -> throw CallException.failed(CallParser.unknown(first, caller.isExtended()));
        case SubCommand _ -> subCommands.applyAsInt(topics);
        case Action action -> {
          if (topics.size() > 1) {
            throw CallException.failed(
                "help explains one command at a time; leave out '" + topics.get(1) + "'");
          }
          caller.out().print(ShortHelp.text(action));
          yield DONE;
        }
      };
    } catch (CallException e) {
      new Messages(caller, DebugSpec.NONE, true).error(e.status(), e.getMessage());
      return e.status();
    }
  }

  private static boolean isReexec(List<String> words) {
    return words.stream().anyMatch(word -> word.startsWith(CallOption.REEXEC.word()));
  }

  private int answer(Request request) throws CallException {
    return switch (request) {
      case Request.Work(Call call, List<String> words) -> work(call, words);
      case Request.ShortHelp(Optional<Action> action) -> {
        caller.out().print(action.map(ShortHelp::text).orElseGet(() -> ShortHelp.text(caller)));
        yield DONE;
      }
      case Request.Manual(String topic) ->
          ManualPages.of(
                  caller,
                  Settings.of(caller),
                  () -> new ManualTree(ProgramTable.all(), ConfigTable.KEYS))
              .show(topic);
      case Request.ShowVersion(boolean terse) -> {
        caller.out().print(terse ? VersionFacts.number() : VersionFacts.text(caller));
        yield DONE;
      }
    };
  }

  private int work(Call call, List<String> words) {
    boolean silent = call.terse() && call.action() == Action.CHECK;
    Messages messages =
        silent ? Messages.silent(caller) : new Messages(caller, call.debug(), call.terse());
    try {
      Settings settings = Settings.of(caller);
      messages.trace(UI, CLI, () -> call.toString());
      settings.complaints().forEach(messages::warningDetail);
      return call.hosts().isPresent()
          ? RemoteCall.of(call, words, caller, settings, messages).run()
          : actions.perform(call, caller, settings, messages);
    } catch (CallException e) {
      messages.error(e.status(), e.getMessage());
      return e.status();
    } catch (RuntimeException defect) {
      messages.trace(UI, CLI, () -> stackOf(defect));
      messages.error(
          CallException.FAILED,
          call.action().word()
              + " failed by a defect of vnetctl, "
              + defect
              + "; please report it with what -d 2 shows");
      return CallException.FAILED;
    }
  }

  private static String stackOf(RuntimeException defect) {
    StringWriter stack = new StringWriter();
    defect.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }
}
