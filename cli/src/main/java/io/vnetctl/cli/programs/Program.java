package io.vnetctl.cli.programs;

import java.util.List;

/**
 * A program, or a command of one, as its users write it.
 *
 * @param name its words, such as {@code vnetctl create}
 * @param purpose what it does, in a few words, as the NAME section of a page has it
 * @param synopsis how it is called, behind its name; literal words in backticks, others in
 *     asterisks
 * @param options in the order of its help
 * @param operands what words that are no options stand for
 * @param commands its commands
 * @param position where its own word may stand among those of the program it belongs to
 */
public record Program(
    String name,
    String purpose,
    List<String> synopsis,
    List<ProgramOption> options,
    WordKind operands,
    List<Program> commands,
    Position position) {

  /** Where the word of a command stands. */
  public enum Position {
    /** Right behind the program. */
    FIRST,
    /** Among the program's options, in any order, and in upper or lower case. */
    ANYWHERE
  }

  /** Keeps its own lists. */
  public Program {
    synopsis = List.copyOf(synopsis);
    options = List.copyOf(options);
    commands = List.copyOf(commands);
  }

  /** The last of its words. */
  public String word() {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /** The name of its manual page. */
  public String page() {
    return name.replace(' ', '-');
  }

  /** The same under another name; its commands as well. */
  public Program named(String other) {
    List<Program> renamed =
        commands.stream().map(command -> command.named(other + " " + command.word())).toList();
    return new Program(other, purpose, synopsis, options, operands, renamed, position);
  }

  /** How an option is written: {@code [-b BRIDGE]}, in the notation of a synopsis. */
  public static String usage(ProgramOption option) {
    String literal = "`" + option.spellings().getFirst() + "`";
    return "["
        + (option.takesArgument() ? literal + " *" + option.argument() + "*" : literal)
        + "]";
  }
}
