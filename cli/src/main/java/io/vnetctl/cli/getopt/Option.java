package io.vnetctl.cli.getopt;

import java.util.List;

/**
 * One option of a program.
 *
 * @param key what it means to the program
 * @param letter its short form, or {@link #NO_LETTER}
 * @param names its long forms, without dashes; may be empty
 * @param takesValue whether a value must follow
 * @param mayBeCut whether a long form may be cut to an unambiguous prefix. An option that the
 *     original program lacks should not: it would make the prefixes of others ambiguous
 */
public record Option<K>(
    K key, char letter, List<String> names, boolean takesValue, boolean mayBeCut) {
  /** For options without a short form. */
  public static final char NO_LETTER = '\0';

  /** Keeps its own list of names. */
  public Option {
    names = List.copyOf(names);
  }
}
