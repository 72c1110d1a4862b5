package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the scripts of all programs into the folders where each shell looks for them. */
public final class CompletionTree {
  private final List<Program> programs;
  private final List<String> consoleCommands;

  /**
   * Nothing is written yet.
   *
   * @param consoleCommands the paths of all commands of the console
   */
  public CompletionTree(List<Program> programs, List<String> consoleCommands) {
    this.programs = List.copyOf(programs);
    this.consoleCommands = List.copyOf(consoleCommands);
  }

  /** Writes them below a folder such as /usr/share. */
  public void write(Path folder) throws IOException {
    for (Program program : programs) {
      Grammar grammar = new Grammar(program);
      String name = program.name();
      write(
          folder.resolve("bash-completion/completions").resolve(name),
          BashScript.of(grammar, consoleCommands));
      write(
          folder.resolve("zsh/site-functions").resolve("_" + name),
          ZshScript.of(grammar, consoleCommands));
      write(
          folder.resolve("fish/vendor_completions.d").resolve(name + ".fish"),
          FishScript.of(grammar, consoleCommands));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
