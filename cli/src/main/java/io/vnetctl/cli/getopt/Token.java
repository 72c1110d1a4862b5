package io.vnetctl.cli.getopt;

import java.util.Optional;

/** What {@link OptionParser} finds on a command line, one after another. */
public sealed interface Token<K> {

  /**
   * An option.
   *
   * @param value what was given with it; empty for an option that takes none
   */
  record Given<K>(K key, String value) implements Token<K> {}

  /** A word that is neither option nor value of one. */
  record Operand<K>(String word) implements Token<K> {}

  /**
   * A word that cannot be understood, or an option without its value.
   *
   * @param complaint as GNU getopt words it, without the program's name
   * @param suggestion the option that was probably meant, with dashes
   */
  record Faulty<K>(String complaint, Optional<String> suggestion) implements Token<K> {}
}
