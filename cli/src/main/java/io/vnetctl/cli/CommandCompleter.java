package io.vnetctl.cli;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the first word of a line to a command of the console. Caller's thread only. */
final class CommandCompleter implements Completer {
  private List<ConsoleHelp> commands = List.of();

  void offer(List<ConsoleHelp> commands) {
    this.commands = commands;
  }

  List<ConsoleHelp> commands() {
    return commands;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0) {
      for (ConsoleHelp command : commands) {
        String path = command.path();
        candidates.add(new Candidate(path, path, null, command.text(), null, null, true));
      }
    }
  }
}
