package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The manual of vnetctl as plain text: prose, and the options from their table. */
final class ManualText {
  private static final String RESOURCE = "manual.txt";
  private static final String INDENT = "    ";
  private static final int WIDTH = 112;

  private ManualText() {}

  static String text() {
    return prose().replace("@SYNTAX@", syntax()).replace("@OPTIONS@", options());
  }

  private static String prose() {
    try (InputStream stream = ManualText.class.getResourceAsStream(RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(
          RESOURCE + " cannot be read from the program's jar; install it again", e);
    }
  }

  /** The words of a call, wrapped. */
  static String syntax() {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(INDENT + "vnetctl");
    for (CallOption option : CallOption.values()) {
      if (!option.summary().isEmpty()) {
        String word = " [" + ShortHelp.usage(option) + "]";
        if (line.length() + word.length() > WIDTH) {
          text.append(line).append('\n');
          line.setLength(0);
          line.append(INDENT).append("       ");
        }
        line.append(word);
      }
    }
    text.append(line).append('\n').append(INDENT).append("        [");
    String separator = "";
    for (Action action : Action.values()) {
      text.append(separator).append(action.word());
      separator = "|";
    }
    return text.append(']').toString();
  }

  private static String options() {
    StringBuilder text = new StringBuilder();
    for (CallOption option : CallOption.values()) {
      if (!option.details().isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n\n").append(INDENT).append(ShortHelp.usage(option));
        for (String line : option.details().split("\n")) {
          text.append('\n').append(INDENT).append(INDENT).append(line);
        }
      }
    }
    return text.toString();
  }
}
