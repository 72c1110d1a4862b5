package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that shows manual pages, as man(1).
 *
 * @param command its path, and words of its own
 */
record Viewer(List<String> command) {
  Viewer {
    command = List.copyOf(command);
  }

  /**
   * Finds it in PATH, or where it says itself.
   *
   * @param text the program, perhaps with options after blanks
   */
  static Optional<Viewer> find(String text, Caller caller) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String path = caller.environment().getOrDefault("PATH", "");
    for (String folder : words.getFirst().contains("/") ? List.of("/") : List.of(path.split(":"))) {
      // A relative entry of PATH names a different program in each directory.
      Path program = Path.of(folder).resolve(words.getFirst());
      if (folder.startsWith("/") && Files.isRegularFile(program) && Files.isExecutable(program)) {
        words.set(0, program.toString());
        return Optional.of(new Viewer(words));
      }
    }
    return Optional.empty();
  }

  String name() {
    return Path.of(command.getFirst()).getFileName().toString();
  }

  /**
   * Whether it shows the page. Why it does not is not of interest.
   *
   * @param manPath where it looks for pages, as MANPATH (man(1))
   */
  boolean shows(List<String> page, String manPath) {
    List<String> words = new ArrayList<>(command);
    words.addAll(page);
    try {
      ProcessBuilder viewer =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      viewer.environment().put("MANPATH", manPath);
      return viewer.start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
