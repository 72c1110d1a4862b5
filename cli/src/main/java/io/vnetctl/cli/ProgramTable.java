package io.vnetctl.cli;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.Program.Position;
import io.vnetctl.cli.programs.ProgramOption;
import io.vnetctl.cli.programs.WordKind;
import io.vnetctl.cli.qemu.VdeqOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All programs of the project with their options and commands, as manual pages and completion are
 * made of. What they say is read from the tables that the programs themselves read.
 */
final class ProgramTable {
  private static final String NETWORK = "a network for QEMU/KVM guests in one call";

  private ProgramTable() {}

  /** Each under its first name. */
  static List<Program> all() {
    return List.of(
        vnetctl(), ctys(), vdeSwitch(), unixterm(), unixcmd(), vdeTunctl(), vdeq(), vdeqemu());
  }

  /** With the commands that are no actions. */
  static Program vnetctl() {
    List<Program> commands = new ArrayList<>(actions("vnetctl", true));
    CommandLine line = VnetctlCommands.commandLine();
    line.getSubcommands().values().stream().map(ProgramTable::command).forEach(commands::add);
    commands.add(help());
    return new Program(
        "vnetctl",
        NETWORK,
        List.of("[*OPTION*...] [*ACTION*]", "*COMMAND* [*OPTION*...]"),
        ActionOptions.all(true),
        WordKind.PLAIN,
        commands,
        Position.FIRST);
  }

  /** The same under its name in ctys: without the other commands. */
  static Program ctys() {
    return ctys("ctys-vnetctl");
  }

  /** The same under another of its names. */
  static Program ctys(String name) {
    return new Program(
        name,
        NETWORK,
        List.of("[*OPTION*...] [*ACTION*]"),
        ActionOptions.all(false),
        WordKind.PLAIN,
        actions(name, false),
        Position.FIRST);
  }

  private static List<Program> actions(String program, boolean extended) {
    return Arrays.stream(Action.values())
        .filter(action -> extended || action.isOfCtys())
        .map(action -> action(program, action, extended))
        .toList();
  }

  private static Program help() {
    return program(
        "vnetctl " + SubCommand.HELP.word(),
        SubCommand.HELP.sentence(),
        List.of("[*COMMAND*]"),
        List.of(),
        WordKind.COMMAND);
  }

  private static Program action(String program, Action action, boolean extended) {
    List<ProgramOption> options = ActionOptions.of(action, extended);
    return new Program(
        program + " " + action.word(),
        action.sentence(),
        List.of(usage(options, "")),
        options,
        WordKind.PLAIN,
        List.of(),
        Position.ANYWHERE);
  }

  private static Program command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.userObject() instanceof SwitchCommand) {
      return vdeSwitch().named("vnetctl switch");
    }
    List<ProgramOption> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(ProgramTable::option)
            .toList();
    StringBuilder operands = new StringBuilder();
    spec.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(
            parameter ->
                operands
                    .append(parameter.required() ? " *" : " [*")
                    .append(parameter.paramLabel())
                    .append(parameter.required() ? "*" : "*]"));
    List<Program> commands =
        spec.subcommands().values().stream().distinct().map(ProgramTable::command).toList();
    return new Program(
        spec.qualifiedName(" "),
        purpose(spec),
        List.of(usage(options, (commands.isEmpty() ? operands.toString() : " *COMMAND*").strip())),
        options,
        operands(spec),
        commands,
        Position.FIRST);
  }

  /**
   * That of the table of commands; of a command inside of another the first sentence of its own.
   */
  private static String purpose(CommandSpec spec) {
    Optional<SubCommand> known =
        spec.parent() == spec.root() ? SubCommand.of(spec.name()) : Optional.empty();
    if (known.isPresent()) {
      return known.get().sentence();
    }
    String text = String.join(" ", spec.usageMessage().description()).replace("%n", " ");
    int end = text.indexOf(". ");
    String first = (end < 0 ? text : text.substring(0, end)).replaceAll("\\.$", "");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private static WordKind operands(CommandSpec spec) {
    if (spec.positionalParameters().isEmpty()) {
      return WordKind.PLAIN;
    }
    String label = spec.positionalParameters().getFirst().paramLabel();
    return label.equals("COMMAND")
        ? WordKind.CONSOLE_COMMAND
        : label.startsWith("NAME") ? WordKind.CONFIGURATION : WordKind.FILE;
  }

  private static ProgramOption option(OptionSpec option) {
    String argument = option.arity().max() == 0 ? "" : option.paramLabel();
    String sentence = String.join(" ", option.description());
    sentence = sentence.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()));
    return new ProgramOption(List.of(option.names()), argument, sentence);
  }

  private static Program vdeSwitch() {
    return program(
        "vde_switch",
        "Ethernet switch for guests and TAP devices, with VDE's protocol",
        List.of("[*OPTION*...]"),
        Stream.of(SwitchOption.values()).map(SwitchOption::described).toList(),
        WordKind.PLAIN);
  }

  private static Program unixterm() {
    return program(
        "unixterm",
        "terminal for the console of a switch",
        List.of("*SOCK*"),
        List.of(),
        WordKind.CONSOLE);
  }

  private static Program unixcmd() {
    List<ProgramOption> options =
        Stream.of(UnixCmdOption.values()).map(UnixCmdOption::described).toList();
    return program(
        "unixcmd",
        "one command on the console of a switch",
        List.of(usage(options, "*COMMAND*...")),
        options,
        WordKind.CONSOLE_COMMAND);
  }

  private static Program vdeTunctl() {
    return program(
        "vde_tunctl",
        "make TAP and TUN devices that stay, and let them go",
        List.of(
            "[`-b`] [`-n`] [`-u` *USER*] [`-g` *GROUP*] [`-t` *NAME*] [`-f` *FILE*]",
            "[`-n`] `-d` *NAME* [`-f` *FILE*]"),
        Stream.of(TunctlOption.values()).map(TunctlOption::described).toList(),
        WordKind.PLAIN);
  }

  private static Program vdeq() {
    return program(
        "vdeq",
        "run QEMU, connected to a switch",
        List.of("*PROGRAM* [*OPTION*...]"),
        VdeqOption.all(),
        WordKind.PROGRAM);
  }

  private static Program vdeqemu() {
    return program(
        "vdeqemu",
        "run QEMU, connected to a switch",
        List.of("[*OPTION*...]"),
        VdeqOption.all(),
        WordKind.FILE);
  }

  private static Program program(
      String name,
      String purpose,
      List<String> synopsis,
      List<ProgramOption> options,
      WordKind operands) {
    return new Program(name, purpose, synopsis, options, operands, List.of(), Position.FIRST);
  }

  private static String usage(List<ProgramOption> options, String operands) {
    StringBuilder text = new StringBuilder();
    options.forEach(option -> text.append(Program.usage(option)).append(' '));
    return text.append(operands).toString().strip();
  }
}
