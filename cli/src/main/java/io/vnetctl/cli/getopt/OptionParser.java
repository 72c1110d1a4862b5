package io.vnetctl.cli.getopt;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Splits a command line into options and operands with the semantics of GNU getopt_long_only(3), or
 * of getopt(3) if no option has a long form.
 *
 * <ul>
 *   <li>Long options have one or two dashes; they may be cut to an unambiguous prefix; the value is
 *       the next word or follows {@code =}.
 *   <li>A single dash with a single known letter is the short option. A single dash with more is
 *       the long option of that name or prefix if there is one, else a cluster of short options,
 *       the last of which may have its value attached.
 *   <li>Operands may stand anywhere; {@code --} ends the options; {@code -} is an operand.
 * </ul>
 *
 * <p>Immutable, any thread.
 */
public final class OptionParser<K> {
  private record LongForm<K>(String name, Option<K> option) {}

  private final List<Option<K>> options;
  private final List<LongForm<K>> longForms;

  /**
   * A parser of these options.
   *
   * @param options their order is the order of names in messages
   */
  public OptionParser(List<Option<K>> options) {
    this.options = List.copyOf(options);
    this.longForms =
        options.stream()
            .flatMap(option -> option.names().stream().map(name -> new LongForm<>(name, option)))
            .toList();
  }

  /** Options and faults in their order, then operands in theirs. */
  public List<Token<K>> parse(List<String> words) {
    List<Token<K>> found = new ArrayList<>();
    List<Token<K>> operands = new ArrayList<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--")) {
        rest.forEachRemaining(operand -> operands.add(new Token.Operand<>(operand)));
      } else if (isLong(word)) {
        found.add(parseLong(word, rest));
      } else if (word.length() > 1 && word.startsWith("-")) {
        parseCluster(word, rest, found);
      } else {
        operands.add(new Token.Operand<>(word));
      }
    }
    found.addAll(operands);
    return found;
  }

  /** A cluster that begins with a known letter is long only if a long option matches. */
  private boolean isLong(String word) {
    if (longForms.isEmpty() || word.length() < 2 || !word.startsWith("-")) {
      return false;
    }
    if (word.startsWith("--") || byLetter(word.charAt(1)).isEmpty()) {
      return true;
    }
    return word.length() > 2 && !matches(nameOf(word, "-")).isEmpty();
  }

  private Token<K> parseLong(String word, Iterator<String> rest) {
    String dashes = word.startsWith("--") ? "--" : "-";
    List<LongForm<K>> matches = matches(nameOf(word, dashes));
    if (matches.isEmpty()) {
      return unrecognized(word, dashes);
    }
    if (matches.size() > 1) {
      return faulty(
          "option '%s' is ambiguous; possibilities:%s"
              .formatted(
                  word,
                  matches.stream()
                      .map(match -> " '" + dashes + match.name() + "'")
                      .collect(Collectors.joining())));
    }
    String full = dashes + matches.getFirst().name();
    Option<K> option = matches.getFirst().option();
    int equals = word.indexOf('=');
    if (!option.takesValue()) {
      return equals < 0
          ? new Token.Given<>(option.key(), "")
          : faulty("option '%s' doesn't allow an argument".formatted(full));
    }
    if (equals >= 0) {
      return new Token.Given<>(option.key(), word.substring(equals + 1));
    }
    return rest.hasNext()
        ? new Token.Given<>(option.key(), rest.next())
        : faulty("option '%s' requires an argument".formatted(full));
  }

  private void parseCluster(String word, Iterator<String> rest, List<Token<K>> found) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      Optional<Option<K>> option = byLetter(letter);
      if (option.isEmpty()) {
        found.add(faulty("invalid option -- '%c'".formatted(letter)));
      } else if (!option.get().takesValue()) {
        found.add(new Token.Given<>(option.get().key(), ""));
      } else {
        found.add(valueOf(option.get(), word.substring(i + 1), rest));
        return;
      }
    }
  }

  private Token<K> valueOf(Option<K> option, String attached, Iterator<String> rest) {
    if (attached.isEmpty() && !rest.hasNext()) {
      return faulty("option requires an argument -- '%c'".formatted(option.letter()));
    }
    return new Token.Given<>(option.key(), attached.isEmpty() ? rest.next() : attached);
  }

  private static String nameOf(String word, String dashes) {
    int equals = word.indexOf('=');
    return word.substring(dashes.length(), equals < 0 ? word.length() : equals);
  }

  /** The exact name alone, or all that begin like it. */
  private List<LongForm<K>> matches(String name) {
    List<LongForm<K>> exact =
        longForms.stream().filter(form -> form.name().equals(name)).limit(1).toList();
    return exact.isEmpty()
        ? longForms.stream()
            .filter(form -> form.option().mayBeCut() && form.name().startsWith(name))
            .toList()
        : exact;
  }

  private Optional<Option<K>> byLetter(char letter) {
    return options.stream()
        .filter(option -> option.letter() == letter && letter != Option.NO_LETTER)
        .findFirst();
  }

  private Token<K> unrecognized(String word, String dashes) {
    List<String> names = longForms.stream().map(LongForm::name).toList();
    return new Token.Faulty<>(
        "unrecognized option '%s'".formatted(word),
        Spelling.nearest(nameOf(word, dashes), names).map(dashes::concat));
  }

  private Token<K> faulty(String complaint) {
    return new Token.Faulty<>(complaint, Optional.empty());
  }
}
