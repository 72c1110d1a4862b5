package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.ExitStatus;
import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.getopt.Spelling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The sub-commands of {@code vnetctl} beside its actions, see {@link SubCommand}: all but help. */
@Command(
    name = "vnetctl",
    description = "A network for QEMU/KVM guests in one call.",
    footer = "The network itself, vnetctl create and the like, is in vnetctl -h.",
    subcommands = {
      SwitchCommand.class,
      RestartCommand.class,
      ReloadCommand.class,
      SwitchConsoleCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
      QemuArgsCommand.class
    })
final class VnetctlCommands {
  private VnetctlCommands() {}

  /** Runs a sub-command. Returns a status of {@link ExitStatus}, or the switch's. */
  static int run(String... words) {
    return commandLine().execute(words);
  }

  /**
   * Explains one.
   *
   * @param words that name it, and perhaps one of its own commands
   * @return 0, or 1 if it has no such command
   */
  static int help(List<String> words) {
    SubCommand command = SubCommand.of(words.getFirst()).orElseThrow();
    if (command == SubCommand.HELP) {
      System.out.println("vnetctl help [COMMAND] - " + command.sentence());
      return ExitStatus.DONE.number();
    }
    List<String> all = new ArrayList<>(words);
    all.set(0, command.word());
    all.add("--help");
    int status = run(all.toArray(String[]::new));
    // vde_switch ends with 1 after its help
    return command == SubCommand.SWITCH ? ExitStatus.DONE.number() : status;
  }

  /** The command line as users have it; tests run it with streams of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new VnetctlCommands()).setExpandAtFiles(false);
    line.setSubcommandsCaseInsensitive(true);
    // The words of the switch are its own, "--" included; an argument cannot hold a NUL.
    line.getSubcommands().get("switch").setEndOfOptionsDelimiter("\0");
    // Those of a console too: numbers may be negative.
    line.getSubcommands().get("console").setStopAtPositional(true);
    refuseAsActionsDo(line);
    return line.setParameterExceptionHandler(VnetctlCommands::refuse)
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
  }

  private static void refuseAsActionsDo(CommandLine line) {
    line.getCommandSpec().exitCodeOnInvalidInput(ExitStatus.FAILED.number());
    line.getSubcommands().values().forEach(VnetctlCommands::refuseAsActionsDo);
  }

  private static int explain(Exception failure, CommandLine command) {
    return switch (failure) {
      case CallException refusal -> tell(command, refusal, refusal.status());
      case IOException e when e.getMessage() != null -> tell(command, e, CallException.FAILED);
      default -> {
        String name = command.getCommandSpec().qualifiedName();
        command
            .getErr()
            .printf("%s failed by a defect of vnetctl, %s; please report it%n", name, failure);
        yield CallException.FAILED;
      }
    };
  }

  private static int tell(CommandLine command, Exception why, int status) {
    String name = command.getCommandSpec().qualifiedName();
    why.getMessage().lines().forEach(line -> command.getErr().println(name + ": " + line));
    return status;
  }

  private static int refuse(ParameterException wrong, String... words) {
    CommandLine command = wrong.getCommandLine();
    String complaint =
        switch (wrong) {
          case UnmatchedArgumentException unmatched ->
              unknown(unmatched.getUnmatched().getFirst(), command);
          case MissingParameterException missing
              when missing.getMissing().getFirst() instanceof OptionSpec option ->
              "option %1$s needs an argument: %1$s %2$s;"
                  .formatted(option.names()[0], option.paramLabel());
          default -> wrong.getMessage() + ";";
        };
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().printf("%s: %s see %s --help%n", name, complaint, name);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** One letter is as far from each other one: nothing can be meant by it. */
  private static String unknown(String word, CommandLine command) {
    Set<String> known =
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    return "does not know '%s';%s"
        .formatted(
            word,
            Spelling.nearest(word, known)
                .filter(_ -> word.length() > 2 || !word.startsWith("-"))
                .map(meant -> " did you mean %s?".formatted(meant))
                .orElse(""));
  }
}
