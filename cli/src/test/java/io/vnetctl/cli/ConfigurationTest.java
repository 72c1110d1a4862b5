package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.process.Credentials;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a configuration file says, alone and together with options. */
final class ConfigurationTest {
  private static final Credentials ANN = new Credentials(1001, 70, new int[] {1001, 27});

  /** What is no setting of a switch. */
  private static final Set<SwitchOption> NO_SETTINGS =
      EnumSet.of(
          SwitchOption.HELP, SwitchOption.VERSION, SwitchOption.CONFIG, SwitchOption.DEBUG_CLIENTS);

  @ParameterizedTest
  @EnumSource(SwitchOption.class)
  void eachOptionIsASettingOfTheFile(SwitchOption option) {
    boolean isSetting =
        ConfigTable.key(option).isPresent() || ConfigTable.elsewhere(option).isPresent();

    assertEquals(!NO_SETTINGS.contains(option), isSetting, option::dashed);
  }

  @ParameterizedTest
  @EnumSource(SwitchOption.class)
  void aKeyDoesWhatTheOptionDoes(SwitchOption option) {
    ConfigTable.key(option)
        .ifPresent(
            key -> {
              String value = sample(key);
              SwitchOptions byFile = options("[switch]\n%s = %s\n".formatted(key.name(), value));
              SwitchOptions byOption =
                  option.takesValue()
                      ? options("", option.dashed() + "=" + value)
                      : options("", option.dashed());

              assertEquals(withoutText(byOption), withoutText(byFile));
              assertNotEquals(withoutText(options("")), withoutText(byFile));
            });
  }

  @Test
  void limitsAndTapsOfTheFileAreThoseOfTheOptions() {
    SwitchOptions byFile =
        options(
            """
            [port all]
            mac-limit = 7
            [port 3]
            flood-limit = 100
            bpdu-guard = yes
            isolated = yes
            [tap tap0]
            """);
    SwitchOptions byOption =
        options(
            "",
            "--mac-limit all=7 --flood-limit 3=100 --bpdu-guard 3 --isolated 3 -t tap0".split(" "));

    assertEquals(byOption.configured().layout(), byFile.configured().layout());
    assertEquals(byOption.configured().taps(), byFile.configured().taps());
    assertEquals(List.of("tap0"), byFile.taps());
  }

  @Test
  void optionsOverrideTheFile() {
    SwitchOptions options =
        options(
            """
            [switch]
            numports = 8
            sock = /run/a
            [port 3]
            mac-limit = 5
            [tap tap0]
            port = 2
            """,
            "-n 64 -s /run/b --mac-limit 3=9 -t tap0 -t tap1".split(" "));

    assertEquals(64, options.ports());
    assertEquals(Path.of("/run/b"), options.directory());
    assertEquals(9, options.configured().layout().limits().get(3).addresses());
    assertEquals(
        Map.of("tap0", OptionalInt.of(2), "tap1", OptionalInt.empty()),
        options.configured().taps());
    assertEquals(List.of("tap0", "tap1"), options.taps());
  }

  @Test
  void whoAsksForHelpGetsItWhateverTheFileIs() {
    assertInstanceOf(Outcome.Usage.class, parse("[nonsense", "--help"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numports = 8 | 1: stands before the first section; [switch] is missing above it",
        "[swich] | 1: unknown section [swich]; did you mean 'switch'?",
        "[switch a] | 1: [switch] has nothing after its name",
        "[switch | 1: a section is [switch], [tap NAME], [vlan N] or [port N], alone on its line",
        "[vlan 4094] | 1: [vlan N] needs a VLAN from 0 to 4093",
        "[port] | 1: [port N] needs a port from 0 to 65535, or all",
        "[tap a/b] | 1: [tap NAME] needs the name of an interface, at most 15 bytes without '/'",
        "[switch]%numport = 8 | 2: unknown key 'numport' in [switch]; did you mean 'numports'?",
        "[switch]%tagged = 8 | 2: tagged belongs into [port N], not into [switch]",
        "[switch]%numports | 2: needs KEY = VALUE, [SECTION] or a comment with #",
        "[switch]%numports = 8%numports = 9 | 3: numports stands in line 2 already",
        "[switch]%[switch] | 2: [switch] stands in line 1 already; put both together",
        "[switch]%numports = 08 | 2: numports needs a whole number from 1 to 65536, not '08'",
        "[switch]%hub = maybe | 2: hub needs yes or no, not 'maybe'",
        "[switch]%sock = x | 2: sock needs an absolute path of at most 92 bytes, not 'x'",
        "[switch]%mode = 0o7 | 2: mode needs an octal mode, at most 7777, not '0o7'",
        "[switch]%hub = yes # or not | 2: hub needs yes or no, not 'yes # or not'; a comment needs"
            + " a line of its own",
        "[switch]%hub = yes%fstp = yes | 3: a hub has no spanning tree; one of hub and fstp has to"
            + " be no",
        "[switch]%group = nobodys | 2: No such group 'nobodys'; needs the name of one in 'getent"
            + " group'",
        "[port 3]%vlan = 7 | 2: no VLAN 7: a section [vlan 7] makes it",
        "[vlan 7]%edge = 3-40 | 2: no port 40: the ports are 0 to 31, numports sets how many",
        "[vlan 7]%edge = x | 2: edge needs ports from 0 to 65535 like 1,5-8, or none, not 'x'",
        "[port 40] | 1: no port 40: the ports are 0 to 31, numports sets how many",
        "[port 3]%user = nobodys | 2: no such user: 'nobodys'",
        "[vlan 7]%[port 3]%tagged = 5-9 | 3: no VLANs 5,6,8,9: each needs a section [vlan N]",
        "[vlan 7]%[port 3]%vlan = 7%tagged = 7 | 4: port 3 has VLAN 7 tagged and untagged; give"
            + " vlan = another or none, or take it out of tagged",
        "[port all]%vlan = 0 | 2: vlan is a setting of one port; [port all] has limits only",
        "[tap a]%port = 1%[tap b]%port = 1 | 4: port 1 is another TAP's already",
      })
  void wrongLinesAreToldWithWhatToDo(String text, String problem) {
    Outcome.Misconfigured outcome =
        assertInstanceOf(Outcome.Misconfigured.class, parse(text.replace('%', '\n')));

    ConfigProblem first = outcome.problems().getFirst();
    assertEquals(problem, first.line() + ": " + first.text());
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheLines() {
    Outcome.Misconfigured outcome =
        assertInstanceOf(
            Outcome.Misconfigured.class,
            parse("[switch]\nhub = 2\nfoo = 1\n[port 99]\nvlan = x\ntagged = 9\n"));

    assertEquals(
        List.of(2, 3, 4, 5, 6), outcome.problems().stream().map(ConfigProblem::line).toList());
  }

  @Test
  void asManyTaggedVlansAsNoSwitchHasAreAProblemAndNotWantOfMemory() {
    StringBuilder text = new StringBuilder("[switch]\nnumports = 65536\n");
    for (int vlan = 1; vlan <= 4093; vlan++) {
      text.append("[vlan ").append(vlan).append("]\n");
    }
    for (int port = 0; port < 6_000; port++) {
      text.append("[port ").append(port).append("]\ntagged = 1-4093\n");
    }

    Outcome.Misconfigured outcome =
        assertInstanceOf(Outcome.Misconfigured.class, parse(text.toString()));

    assertEquals("more than 65536 tagged VLANs of all ports", outcome.problems().getFirst().text());
    assertEquals(1_000, outcome.problems().size());
  }

  @Test
  void commentsBlanksAndCarriageReturnsAreLetBe() {
    SwitchOptions options =
        options("# a\r\n\r\n ; b\r\n[ switch ]\r\n  numports=8  \r\n[port all]\r\n");

    assertEquals(8, options.ports());
  }

  @Test
  void aFileThatCannotBeReadIsRefused() {
    assertEquals(
        new Outcome.Misconfigured(
            "/no", List.of(new ConfigProblem(ConfigProblem.WHOLE_FILE, "cannot be read: gone"))),
        commandLine(
                file -> {
                  throw new IOException("cannot be read: gone");
                })
            .parse("--config", "/no"));
  }

  @Test
  void aByteOrderMarkIsNamedAndTheRestIsRead() {
    Outcome.Misconfigured outcome =
        assertInstanceOf(
            Outcome.Misconfigured.class, parse("\ufeff[switch]\nnumports = 8\nnumport = 8\n"));

    assertEquals(List.of(1, 3), outcome.problems().stream().map(ConfigProblem::line).toList());
    String first = outcome.problems().getFirst().text();
    assertTrue(first.startsWith("begins with a byte order mark (U+FEFF)"), first);
  }

  @Test
  void edgePortsAreThoseOfTheirVlan() {
    assertEquals(
        new TreeSet<>(List.of(1, 5, 6)),
        options("[vlan 0]\nedge = 1,5-6\n").configured().layout().vlans().get(0).edge());
  }

  @Test
  void aBareNameIsAFileOfTheSystem() {
    assertEquals(Path.of("/etc/vnetctl/switch/web.conf"), ConfigFiles.pathOf("web"));
    assertEquals(Path.of("/etc/vnetctl/switch/web.conf"), ConfigFiles.pathOf("web.conf"));
    assertEquals(Path.of("/x/web"), ConfigFiles.pathOf("/x/web"));
  }

  @Test
  void aPathIsShownWithoutItsDots() {
    Path here = Path.of("").toAbsolutePath();
    assertEquals(here.resolve("web.conf"), ConfigFiles.pathOf("./web.conf"));
    assertEquals(here.resolve("a/web.conf"), ConfigFiles.pathOf("./a/./web.conf"));
    assertEquals(Path.of("/a/../web.conf"), ConfigFiles.pathOf("/a/../web.conf"));
  }

  /** A value that is not what counts anyway. */
  private static String sample(ConfigKey key) {
    return switch (key.type().syntax()) {
      case "yes|no" -> "yes";
      case "N" -> key.type().read("64").isPresent() ? "64" : "2000";
      case "MODE" -> "0640";
      case "MAC" -> "52:54:00:12:34:56";
      case "PATH" -> "/x";
      case "GROUP" -> "staff";
      case "USER[:GROUP]" -> "ann:70";
      default -> throw new AssertionError("no sample for " + key);
    };
  }

  /** All that options say; only the file is left out. */
  private static List<Object> withoutText(SwitchOptions options) {
    Configured configured = options.configured();
    List<Object> all =
        new ArrayList<>(List.of(configured.layout(), configured.fixed(), configured.taps()));
    for (RecordComponent component : SwitchOptions.class.getRecordComponents()) {
      if (component.getType() != Configured.class) {
        try {
          all.add(component.getAccessor().invoke(options));
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
    return all;
  }

  private static SwitchOptions options(String text, String... words) {
    return assertInstanceOf(Outcome.Run.class, parse(text, words)).options();
  }

  private static Outcome parse(String text, String... words) {
    return commandLine(file -> text)
        .parse(
            Stream.concat(Stream.of("--config", "/test.conf"), Stream.of(words))
                .toArray(String[]::new));
  }

  private static SwitchCommandLine commandLine(ConfigSource files) {
    return new SwitchCommandLine(
        "prog",
        true,
        group -> group.equals("staff") ? OptionalInt.of(70) : OptionalInt.empty(),
        user -> user.equals("ann:70") ? Optional.of(ANN) : Optional.empty(),
        user -> user.equals("ann") ? OptionalInt.of(1001) : OptionalInt.empty(),
        files);
  }
}
