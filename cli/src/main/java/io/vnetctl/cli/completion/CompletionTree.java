package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.WordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the scripts of all programs into the folders where each shell looks for them. */
public final class CompletionTree {
  private final List<Program> programs;
  private final Map<WordKind, List<String>> words;

  /**
   * Nothing is written yet.
   *
   * @param words those of some kinds, as the programs know them
   */
  public CompletionTree(List<Program> programs, Map<WordKind, List<String>> words) {
    this.programs = List.copyOf(programs);
    this.words = Map.copyOf(words);
  }

  /** Writes them below a folder such as /usr/share. */
  public void write(Path folder) throws IOException {
    for (Program program : programs) {
      Grammar grammar = new Grammar(program);
      String name = program.name();
      write(
          folder.resolve("bash-completion/completions").resolve(name),
          BashScript.of(grammar, words));
      write(folder.resolve("zsh/site-functions").resolve("_" + name), ZshScript.of(grammar, words));
      write(
          folder.resolve("fish/vendor_completions.d").resolve(name + ".fish"),
          FishScript.of(grammar, words));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
