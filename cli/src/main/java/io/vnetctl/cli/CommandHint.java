package io.vnetctl.cli;

import io.vnetctl.cli.getopt.Spelling;
import io.vnetctl.vde.client.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a user of a console probably meant by a line that the switch does not know. */
final class CommandHint {
  /** ENOSYS, as consoles number it (VDE console, 2). */
  private static final int UNKNOWN = 1038;

  /** What leaves a console elsewhere. */
  private static final Set<String> LEAVING = Set.of("quit", "exit", "bye", "q");

  private CommandHint() {}

  /** A line for the user; empty if the switch knew the command, or nothing is like it. */
  static Optional<String> of(String line, Answer answer, List<ConsoleHelp> commands) {
    if (!isUnknown(answer)) {
      return Optional.empty();
    }
    return LEAVING.contains(word(line))
        ? Optional.of("(Ctrl-D or logout leaves the console; shutdown stops the switch)")
        : meant(line, commands).map(meant -> "(did you mean " + meant + "?)");
  }

  /** Whether the switch has no such command. */
  static boolean isUnknown(Answer answer) {
    return answer.code() == UNKNOWN;
  }

  /** The command that a line of another word probably meant; empty if nothing is like it. */
  static Optional<String> meant(String line, List<ConsoleHelp> commands) {
    String word = word(line);
    List<String> paths = commands.stream().map(ConsoleHelp::path).toList();
    return Spelling.nearest(word, paths)
        .or(() -> paths.stream().filter(path -> path.endsWith("/" + word)).findFirst());
  }

  private static String word(String line) {
    return line.strip().split("\\s+")[0];
  }
}
