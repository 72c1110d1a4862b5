package io.vnetctl.cli;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.call.SwitchWords;
import io.vnetctl.cli.call.ThisProcess;
import io.vnetctl.cli.query.ChosenSwitch;
import io.vnetctl.cli.query.SwitchConsole;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a command that say which switch is meant; they mean what they mean to actions. */
final class NamedSwitch {
  /** System property with the file that was started, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  /** For a whole conversation; to read a large file and become what it says takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(names = "-u", paramLabel = "USER", description = SwitchWords.OWNER)
  private String user;

  @Option(
      names = {"-s", "--sock"},
      paramLabel = "PATH",
      description = SwitchWords.SOCK)
  private String sock;

  @Option(
      names = {"-S", "-M", "--mgmt"},
      paramLabel = "PATH",
      description = SwitchWords.MGMT)
  private String mgmt;

  private final Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, "vnetctl"));

  Caller caller() {
    return caller;
  }

  /** Whether a path is given, which names the switch whatever else does. */
  boolean isGiven() {
    return sock != null || mgmt != null;
  }

  /**
   * The switch, which need not be there.
   *
   * @throws CallException status 1: there is no such user, or a path that no socket can have
   */
  ChosenSwitch chosen() throws CallException {
    return chosen(Optional.ofNullable(mgmt));
  }

  /**
   * The same with a console that something else than the options names.
   *
   * @param console its path
   */
  ChosenSwitch chosen(Optional<String> console) throws CallException {
    List<String> words = new ArrayList<>(List.of("info"));
    add(words, "-u", Optional.ofNullable(user));
    add(words, "-s", Optional.ofNullable(sock));
    add(words, "-S", console);
    return ChosenSwitch.of(call(words), caller, Settings.of(caller));
  }

  /**
   * A conversation with it.
   *
   * @throws CallException status 2: it is not there, or not for the caller; 1: it does not answer
   */
  SwitchConsole open(ChosenSwitch chosen) throws CallException {
    return SwitchConsole.open(chosen, PATIENCE, Messages.silent(caller));
  }

  private static Call call(List<String> words) throws CallException {
    return ((Request.Work) CallParser.parse(words)).call();
  }

  private static void add(List<String> words, String option, Optional<String> value) {
    value.ifPresent(text -> words.addAll(List.of(option, text)));
  }
}
