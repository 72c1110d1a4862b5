package io.vnetctl.cli;

import io.vnetctl.cli.programs.ProgramOption;
import java.util.List;
import java.util.Optional;

/** The options of unixcmd: one table for parsing, help and manual. */
enum UnixCmdOption {
  SOCKET("-s", "SOCK", "console socket of the switch (default /var/run/unixcmd)"),
  RC_FILE("-f", "RCFILE", "accepted, not needed"),
  VERBOSE("-v", "", "accepted, not needed");

  private final String word;
  private final String value;
  private final String sentence;

  UnixCmdOption(String word, String value, String sentence) {
    this.word = word;
    this.value = value;
    this.sentence = sentence;
  }

  static Optional<UnixCmdOption> of(String word) {
    for (UnixCmdOption option : values()) {
      if (option.word.equals(word)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  /** As manual and completion have it. */
  ProgramOption described() {
    return new ProgramOption(List.of(word), value, sentence);
  }

  /** How the program is called, and all options, line by line. */
  static String usage() {
    StringBuilder text = new StringBuilder("Usage: unixcmd [-s SOCK] [-f RCFILE] COMMAND...");
    for (UnixCmdOption option : values()) {
      String words = (option.word + " " + option.value).strip();
      text.append("%n  %-10s %s".formatted(words, option.sentence));
    }
    return text.toString();
  }
}
