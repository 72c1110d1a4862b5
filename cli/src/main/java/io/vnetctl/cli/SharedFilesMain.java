package io.vnetctl.cli;

import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.completion.CompletionTree;
import io.vnetctl.cli.manual.ManualTree;
import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.WordKind;
import io.vnetctl.vde.console.ConsoleCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes manual pages and completion; a step of the build. */
final class SharedFilesMain {
  private SharedFilesMain() {}

  /**
   * Writes them below a folder such as /usr/share.
   *
   * @param args the folder, and the time that dates the manual (ISO 8601)
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    LocalDate date = Instant.parse(args[1]).atOffset(ZoneOffset.UTC).toLocalDate();
    String release = SharedFilesMain.class.getPackage().getImplementationVersion();
    List<Program> programs = ProgramTable.all();
    new ManualTree(programs, ConfigTable.KEYS)
        .write(folder.resolve("man"), date.toString(), release);
    List<Program> completed = new ArrayList<>(programs);
    completed.add(ProgramTable.ctys("ctys-setupVDE"));
    new CompletionTree(completed, words()).write(folder);
  }

  private static Map<WordKind, List<String>> words() {
    List<String> commands = CommandName.words(true);
    List<String> topics = new ArrayList<>(List.of("man", "list", "path"));
    topics.addAll(commands);
    return Map.of(
        WordKind.CONSOLE_COMMAND,
        ConsoleCommand.all().stream().map(ConsoleCommand::path).toList(),
        WordKind.COMMAND,
        commands,
        WordKind.TOPIC,
        topics);
  }
}
