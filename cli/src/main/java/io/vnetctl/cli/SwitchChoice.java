package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.query.ChosenSwitch;
import io.vnetctl.cli.query.SwitchConsole;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Words that say which running switch is meant, and a conversation with it. */
final class SwitchChoice {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "name or path of the configuration file, which names the console (mgmt)")
  private String name;

  @Mixin private NamedSwitch named;

  /** The file that is named; empty if none is. */
  Optional<Path> file() {
    return Optional.ofNullable(name).map(ConfigFiles::pathOf);
  }

  /**
   * Has one console carry out commands, one after another.
   *
   * @return an answer to each
   * @throws CallException status 2 if there is no such switch, 1 if it does not answer
   * @throws IOException in lines for the user, if the file is of no use
   */
  List<Answer> ask(String... commands) throws CallException, IOException {
    List<Answer> answers = new ArrayList<>();
    try (SwitchConsole console = named.open(chosen())) {
      for (String command : commands) {
        answers.add(console.ask(command));
      }
      return answers;
    }
  }

  private ChosenSwitch chosen() throws CallException, IOException {
    if (name != null && name.isEmpty()) {
      throw CallException.failed("the NAME of the file is empty; leave it out or name one");
    }
    return name == null || named.isGiven()
        ? named.chosen()
        : named.chosen(Optional.of(console(ConfigFiles.pathOf(name)).toString()));
  }

  private static Path console(Path file) throws IOException {
    Accounts accounts = new Accounts();
    Outcome outcome =
        VdeSwitchMain.commandLine(accounts, new ConfigFiles(accounts, Optional.empty()))
            .parse(SwitchOption.CONFIG.dashed(), file.toString());
    return switch (outcome) {
      case Outcome.Run(SwitchOptions options, List<String> _) ->
          options
              .console()
              .orElseThrow(
                  () ->
                      new IOException(
                          file
                              + " names no console (mgmt); name the one of the switch with"
                              + " -S"));
      case Outcome.Misconfigured(String name, List<ConfigProblem> problems) ->
          throw new IOException(
              String.join(System.lineSeparator(), ConfigProblem.lines(name, problems)));
      case Outcome.Refusal refusal -> throw new IOException(refusal.reason());
      case Outcome.Usage _, Outcome.Version _ ->
          throw new IllegalStateException("nobody has asked for help");
    };
  }
}
