package io.vnetctl.cli.programs;

import java.util.List;

/**
 * One option of a program.
 *
 * @param spellings as written, dashes included; the usual one first
 * @param argument what its argument is called; empty: it takes none
 * @param sentence what it is for, in a few words
 * @param details what it is for, in sentences
 */
public record ProgramOption(
    List<String> spellings, String argument, String sentence, String details) {
  /** Keeps its own list. */
  public ProgramOption {
    spellings = List.copyOf(spellings);
  }

  /** One whose sentence says it all. */
  public ProgramOption(List<String> spellings, String argument, String sentence) {
    this(spellings, argument, sentence, sentence);
  }

  /** Whether a word must follow. */
  public boolean takesArgument() {
    return !argument.isEmpty();
  }
}
