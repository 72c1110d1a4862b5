package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Words that say which running switch is meant, and a conversation with it. */
final class SwitchChoice {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "name or path of the configuration file, which names the console (mgmt)")
  private String name;

  @Option(
      names = {"-M", "--mgmt"},
      paramLabel = "SOCK",
      description = "console of the switch; default: the one of NAME, or as with vnetctl info")
  private String mgmt;

  /** The file that is named; empty if none is. */
  Optional<Path> file() {
    return Optional.ofNullable(name).map(ConfigFiles::pathOf);
  }

  /**
   * Has one console carry out commands, one after another.
   *
   * @return an answer to each
   * @throws IOException in lines for the user, if there is no such switch
   */
  List<Answer> ask(String... commands) throws IOException {
    Path console = console();
    List<Answer> answers = new ArrayList<>();
    try (ConsoleClient client = ConsoleClient.connectWithin(console, PATIENCE)) {
      for (String command : commands) {
        answers.add(client.run(command));
      }
      return answers;
    } catch (IOException e) {
      throw new IOException(
          "no switch answers at %s: %s; name the console (-M)".formatted(console, e.getMessage()),
          e);
    }
  }

  private Path console() throws IOException {
    if (mgmt != null) {
      return Path.of(mgmt).toAbsolutePath();
    }
    if (name != null) {
      return console(ConfigFiles.pathOf(name));
    }
    try {
      return UsersSwitch.paths(null, null, null).qemuMgmt();
    } catch (CallException e) {
      throw new IOException(e.getMessage(), e);
    }
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
                              + " -M"));
      case Outcome.Misconfigured(String name, List<ConfigProblem> problems) ->
          throw new IOException(
              String.join(System.lineSeparator(), ConfigProblem.lines(name, problems)));
      case Outcome.Refusal refusal -> throw new IOException(refusal.reason());
      case Outcome.Usage _, Outcome.Version _ ->
          throw new IllegalStateException("nobody has asked for help");
    };
  }
}
