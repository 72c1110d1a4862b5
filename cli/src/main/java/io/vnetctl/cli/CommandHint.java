package io.vnetctl.cli;

import io.vnetctl.cli.getopt.Spelling;
import io.vnetctl.vde.client.Answer;
import java.util.List;
import java.util.Optional;

/** What a user of a console probably meant by a line that the switch does not know. */
final class CommandHint {
  /** ENOSYS, as consoles number it (VDE console, 2). */
  private static final int UNKNOWN = 1038;

  private CommandHint() {}

  /** A line for the user; empty if the switch knew the command, or nothing is like it. */
  static Optional<String> of(String line, Answer answer, List<ConsoleHelp> commands) {
    if (answer.code() != UNKNOWN) {
      return Optional.empty();
    }
    String word = line.strip().split("\\s+")[0];
    List<String> paths = commands.stream().map(ConsoleHelp::path).toList();
    return Spelling.nearest(word, paths)
        .or(() -> paths.stream().filter(path -> path.endsWith("/" + word)).findFirst())
        .map(meant -> "(did you mean " + meant + "?)");
  }
}
