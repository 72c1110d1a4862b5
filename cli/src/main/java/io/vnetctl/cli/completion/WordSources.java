package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.WordKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The part of a script that is the same for all programs: where words of each kind come from. */
final class WordSources {
  private WordSources() {}

  /**
   * The text of a shell.
   *
   * @param shell such as bash
   * @param words those that are known when the script is made
   */
  static String of(String shell, Map<WordKind, List<String>> words) {
    String text = resource("words." + shell);
    for (WordKind kind : WordKind.values()) {
      List<String> choices = words.getOrDefault(kind, kind.choices());
      text = text.replace("@" + kind.word() + "@", String.join(" ", choices));
    }
    return text;
  }

  private static String resource(String name) {
    try (InputStream stream = WordSources.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is not in the program's jar", e);
    }
  }
}
