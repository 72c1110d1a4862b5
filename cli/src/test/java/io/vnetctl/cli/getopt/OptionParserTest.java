package io.vnetctl.cli.getopt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations were seen with GNU getopt of glibc 2.36. */
final class OptionParserTest {
  private static final OptionParser<String> LONG_ONLY =
      new OptionParser<>(
          List.of(
              flag("hub", 'x', "hub"),
              flag("daemon", 'd', "daemon"),
              value("ports", 'n', "numports"),
              value("sock", 's', "sock", "vdesock", "unix"),
              value("mode", 'm', "mode", "mod"),
              value("debugclients", 'D', "debugclients"),
              value("mgmt", 'M', "mgmt"),
              value("mgmtmode", Option.NO_LETTER, "mgmtmode"),
              new Option<>("nostdin", Option.NO_LETTER, List.of("nostdin"), false, false)));

  private static final OptionParser<String> SHORT_ONLY =
      new OptionParser<>(List.of(flag("brief", 'b'), value("name", 't')));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--hub, hub",
        "-hub, hub",
        "-x, hub",
        "-xd, hub daemon",
        "-xdn 8, hub daemon ports=8",
        "--numports 8, ports=8",
        "-numports 8, ports=8",
        "--numports=8, ports=8",
        "-numports=8, ports=8",
        "-n 8, ports=8",
        "-n8, ports=8",
        "-n=8, ports=8",
        "-n -5, ports=-5",
        "-n --, ports=--",
        "--numports --hub, ports=--hub",
        "--numports=, ports",
        "-s/path, sock=/path",
        "-sox, sock=ox",
        "-socks, sock=ocks",
        "--so /p, sock=/p",
        "-u /p, sock=/p",
        "--mod 660, mode=660",
        "--mgmt x, mgmt=x",
        "--mgmtm 600, mgmtmode=600",
        "-de 3, debugclients=3",
        "-dx, daemon hub",
        "--numports=a=b, ports=a=b",
        "a -x b, hub (a) (b)",
        "-x -- -d a, hub (-d) (a)",
        "- -x, hub (-)",
        "-- --, (--)",
        "--nostdin, nostdin",
        "-nostdin, nostdin",
        "-nostdi, ports=ostdi",
        "--n 8, ports=8",
      })
  void understands(String words, String tokens) {
    assertEquals(tokens, text(LONG_ONLY, words.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--bogus, unrecognized option '--bogus'",
        "-bogus, unrecognized option '-bogus'",
        "--bogus=3, unrecognized option '--bogus=3'",
        "-Z, unrecognized option '-Z'",
        "--hub=3, option '--hub' doesn't allow an argument",
        "-hub=3, option '-hub' doesn't allow an argument",
        "--hu=3, option '--hub' doesn't allow an argument",
        "--mod, option '--mod' requires an argument",
        "--de, option '--debugclients' requires an argument",
        "-numports, option '-numports' requires an argument",
        "-n, option requires an argument -- 'n'",
        "-xn, hub option requires an argument -- 'n'",
        "-xZ, hub invalid option -- 'Z'",
        "-xZd, hub invalid option -- 'Z' daemon",
        "--mg x, option '--mg' is ambiguous; possibilities: '--mgmt' '--mgmtmode' (x)",
        "-mg x, option '-mg' is ambiguous; possibilities: '-mgmt' '-mgmtmode' (x)",
        "--mg=x, option '--mg=x' is ambiguous; possibilities: '--mgmt' '--mgmtmode'",
        "--nostdi, unrecognized option '--nostdi'",
        "--=3, option '--=3' is ambiguous; possibilities: '--hub' '--daemon' '--numports' '--sock'"
            + " '--vdesock' '--unix' '--mode' '--mod' '--debugclients' '--mgmt' '--mgmtmode'",
      })
  void complains(String words, String tokens) {
    assertEquals(tokens, text(LONG_ONLY, words.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "-b -t x, brief name=x",
        "-bt x, brief name=x",
        "-tfoo -b, name=foo brief",
        "-t -b, name=-b",
        "a -b, brief (a)",
        "-h, invalid option -- 'h'",
        "-t, option requires an argument -- 't'",
        "--b, invalid option -- '-' brief",
      })
  void isPlainGetoptWithoutLongOptions(String words, String tokens) {
    assertEquals(tokens, text(SHORT_ONLY, words.split(" ")));
  }

  @Test
  void takesAnEmptyWordAsOperandOrValue() {
    assertEquals("sock ()", text(LONG_ONLY, "", "-s", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "--mgnt, --mgmt",
    "-hbu, -hub",
    "--nomports=3, --numports",
    "--nostdi, --nostdin",
    "--bogus,",
    "-Z,"
  })
  void suggestsWhatWasMeant(String word, String suggestion) {
    Token<String> token = LONG_ONLY.parse(List.of(word)).getFirst();

    assertEquals(
        new Token.Faulty<String>(
            "unrecognized option '" + word + "'", Optional.ofNullable(suggestion)),
        token);
  }

  private static String text(OptionParser<String> parser, String... words) {
    return String.join(
        " ", parser.parse(List.of(words)).stream().map(OptionParserTest::text).toList());
  }

  private static String text(Token<String> token) {
    return switch (token) {
      case Token.Given<String>(String key, String value) ->
          value.isEmpty() ? key : key + "=" + value;
      case Token.Operand<String>(String word) -> "(" + word + ")";
      case Token.Faulty<String>(String complaint, Optional<String> _) -> complaint;
    };
  }

  private static Option<String> flag(String key, char letter, String... names) {
    return new Option<>(key, letter, List.of(names), false, true);
  }

  private static Option<String> value(String key, char letter, String... names) {
    return new Option<>(key, letter, List.of(names), true, true);
  }
}
