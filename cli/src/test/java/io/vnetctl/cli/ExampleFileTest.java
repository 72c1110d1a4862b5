package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigSection;
import io.vnetctl.cli.peers.Repository;
import io.vnetctl.cli.process.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are those of the table, and right. */
final class ExampleFileTest {
  private static final Map<ConfigSection, String> HEADERS =
      Map.of(
          ConfigSection.SWITCH, "[switch]",
          ConfigSection.TAP, "#[tap tap0]",
          ConfigSection.VLAN, "#[vlan 10]",
          ConfigSection.PORT, "#[port 3]");

  private static final Map<ConfigSection, String> WORDS =
      Map.of(
          ConfigSection.SWITCH,
          "# Keys are the long options of vnetctl switch.",
          ConfigSection.TAP,
          "# A TAP device that is plugged in. Once for each.",
          ConfigSection.VLAN,
          "# A VLAN, which is there because of this line. Once for each.",
          ConfigSection.PORT,
          "# A port. Once for each; [port all] has the limits of all that have none of their own.");

  @Test
  void theExampleHasEveryKey() throws IOException {
    String expected = example();

    assertEquals(
        expected,
        Files.readString(Repository.file("docs/example.conf")),
        () -> "docs/example.conf has to be:\n" + expected);
  }

  @Test
  void theExampleIsGoodAndChangesNothing() throws IOException {
    SwitchOptions options = read(Files.readString(Repository.file("docs/example.conf")));

    assertEquals(read("").configured().layout(), options.configured().layout());
    assertEquals(Map.of(), options.configured().fixed());
  }

  @Test
  void theExampleWithoutItsCommentsIsGood() throws IOException {
    String all =
        Files.readString(Repository.file("docs/example.conf"))
            .replaceAll("(?m)^#([a-z-]+ = .+|\\[.+)$", "$1");

    SwitchOptions options = read(all);

    assertEquals("/run/vde.sock", options.directory().toString());
    assertEquals(OptionalInt.of(3), options.configured().taps().get("tap0"));
  }

  @Test
  void filesInTheManualAreGood() throws IOException {
    Matcher file =
        Pattern.compile("(?s)```ini\n(.*?)```")
            .matcher(Files.readString(Repository.file("docs/configuration.md")));

    assertTrue(file.find());
    assertEquals(64, read(file.group(1)).ports());
  }

  private static String example() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration of a switch: vnetctl switch --config NAME
            #
            # What is commented out here has the value that counts anyway, or an example of one.
            # Changes count after vnetctl reload NAME; those of keys marked * once the switch is
            # stopped and started again.
            """);
    for (ConfigSection section : ConfigSection.values()) {
      text.append('\n').append(WORDS.get(section)).append('\n');
      text.append(HEADERS.get(section)).append('\n');
      for (ConfigKey key : ConfigTable.KEYS) {
        if (key.section() == section) {
          text.append(entry(key));
        }
      }
    }
    return text.toString();
  }

  private static String entry(ConfigKey key) {
    String star = key.effect() == ConfigKey.Effect.RESTART ? "* " : "";
    String unit = key.unit().isEmpty() ? "" : " (" + key.unit() + ")";
    String value = key.initial().isEmpty() ? sample(key) : key.initial();
    return "\n# %s%s%s\n#%s = %s\n".formatted(star, key.sentence(), unit, key.name(), value);
  }

  private static String sample(ConfigKey key) {
    return switch (key.name()) {
      case "macaddr" -> "02:00:00:00:00:01";
      case "mode" -> "0660";
      case "dirmode" -> "2770";
      case "group", "mgmtgroup" -> "staff";
      case "user" -> "ann:70";
      case "port" -> "3";
      case "qlen" -> "1024";
      default -> "/run/vde." + key.name();
    };
  }

  private static SwitchOptions read(String text) {
    Outcome outcome =
        new SwitchCommandLine(
                "prog",
                true,
                group -> OptionalInt.of(70),
                user -> Optional.of(new Credentials(1001, 70, new int[] {70})),
                user -> OptionalInt.of(1001),
                file -> text)
            .parse("--config", "/example.conf");
    return assertInstanceOf(
            Outcome.Run.class,
            outcome,
            () ->
                outcome instanceof Outcome.Misconfigured wrong
                    ? wrong.problems().stream()
                        .map(problem -> problem.at(""))
                        .collect(Collectors.joining("\n"))
                    : outcome.toString())
        .options();
  }
}
