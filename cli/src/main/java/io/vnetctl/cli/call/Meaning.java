package io.vnetctl.cli.call;

import io.vnetctl.cli.getopt.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was probably meant by a word that vnetctl does not know: another spelling, or the word of
 * another tool for the same thing.
 */
final class Meaning {
  private Meaning() {}

  /** The action or command. */
  static Optional<String> ofCommand(String word, boolean extended) {
    String lower = word.toLowerCase(Locale.ROOT);
    List<String> known = CommandName.words(extended);
    return Optional.ofNullable(
            switch (lower) {
              case "add", "up", "start", "new", "setup" -> "create";
              case "del", "delete", "remove", "rm", "down", "stop", "destroy" -> "cancel";
              case "show", "status", "showinfo" -> "info";
              case "port", "port/print" -> "ports";
              case "mac", "macs", "hash", "hash/print", "addresses" -> "fdb";
              case "ls" -> "list";
              case "diagnose", "diag" -> "doctor";
              case "qemu" -> "qemu-args";
              default -> null;
            })
        .filter(known::contains)
        .or(() -> Spelling.nearest(lower, known));
  }

  /** The option, with its dashes. */
  static Optional<String> ofOption(String word, boolean extended) {
    if (word.length() == 2) {
      char letter = word.charAt(1);
      char other =
          Character.isUpperCase(letter)
              ? Character.toLowerCase(letter)
              : Character.toUpperCase(letter);
      return CallOption.of("-" + other, extended).map(CallOption::word);
    }
    Optional<String> named =
        Optional.ofNullable(
            switch (word) {
              case "--user", "--owner" -> "-u";
              case "--bridge" -> "-b";
              case "--debug" -> "-d";
              case "--force" -> "-f";
              case "--group" -> "-g";
              case "--interface", "--nic", "--dev" -> "-i";
              case "--host", "--hosts", "--remote" -> "-r";
              case "--qemusock", "--socket", "--dir" -> "-s";
              case "--qemumgmt", "--console" -> "-S";
              case "--terse" -> "-X";
              case "--sudo" -> "-Z sudo";
              default -> null;
            });
    return named.or(() -> bySpelling(word, extended));
  }

  private static Optional<String> bySpelling(String word, boolean extended) {
    List<String> longOptions =
        List.of(CallOption.values()).stream()
            .filter(option -> !option.summary().isEmpty())
            .flatMap(
                option ->
                    Stream.concat(Stream.of(option.word()), option.otherWords(extended).stream()))
            .filter(name -> name.startsWith("--"))
            .toList();
    if (word.startsWith("--")) {
      return Spelling.nearest(word, longOptions);
    }
    if (longOptions.contains("-" + word)) {
      return Optional.of("-" + word);
    }
    String letter = word.substring(0, Math.min(2, word.length()));
    return CallOption.of(letter, extended)
        .map(_ -> letter + " and '" + word.substring(2) + "' as two words");
  }
}
