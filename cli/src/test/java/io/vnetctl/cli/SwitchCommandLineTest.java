package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.process.Credentials;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SwitchCommandLineTest {
  private static final Credentials ANN = new Credentials(1001, 70, new int[] {1001, 27});

  private static final ConfigSource NO_FILES =
      file -> {
        throw new IOException("cannot read " + file);
      };

  @Test
  void hasTheDefaultsOfTheOriginal() {
    assertEquals(
        new SwitchOptions(
            32,
            false,
            false,
            Optional.empty(),
            0x8000,
            128,
            Path.of("/tmp/vde.ctl"),
            new SocketModes(0600, 02700),
            OptionalInt.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0600,
            OptionalInt.empty(),
            true,
            9234,
            50,
            OptionalInt.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            options().configured()),
        options());
  }

  @Test
  void hasADirectoryOfItsOwnForRoot() {
    Outcome outcome =
        new SwitchCommandLine(
                "prog",
                true,
                _ -> OptionalInt.empty(),
                _ -> Optional.empty(),
                _ -> OptionalInt.empty(),
                NO_FILES)
            .parse();

    assertEquals(
        Path.of("/var/run/vde.ctl"),
        assertInstanceOf(Outcome.Run.class, outcome).options().directory());
  }

  @Test
  void takesTheCallOfDebiansIfupdownHook() {
    SwitchOptions options =
        options(
            ("-s /run/vde2/tap0.ctl -m 660 -g staff -p /run/vde2/tap0.pid -t tap0 "
                    + "-M /run/vde2/tap0.mgmt --mgmtmode 660 -d")
                .split(" "));

    assertEquals(Path.of("/run/vde2/tap0.ctl"), options.directory());
    assertEquals(new SocketModes(0660, 02770), options.modes());
    assertEquals(OptionalInt.of(70), options.gid());
    assertEquals(Optional.of(Path.of("/run/vde2/tap0.pid")), options.pidFile());
    assertEquals(List.of("tap0"), options.taps());
    assertEquals(Optional.of(Path.of("/run/vde2/tap0.mgmt")), options.console());
    assertEquals(0660, options.consoleMode());
    assertTrue(options.daemon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s x", "-sx", "--sock=x", "-sock x", "--vdesock x", "-unix x", "-u x"})
  void takesTheDirectoryByAnyOfItsNames(String words) {
    assertEquals(Path.of("x"), options(words.split(" ")).directory());
  }

  @ParameterizedTest
  @CsvSource({
    "9, 9",
    "0x10, 16",
    "010, 8",
    "+5, 5",
    "5x, 5",
    "abc, 32",
    "'', 32",
    "-, 32",
    "65536, 65536"
  })
  void readsTheNumberOfPortsAsScanfDoes(String value, int ports) {
    assertEquals(ports, options("-n", value).ports());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-5, -5", "0x, 0", "08, 0", "65537, 65537", "99999999999, 99999999999"})
  void refusesNumbersOfPortsThatNoSwitchHas(String value, String seen) {
    assertEquals(
        new Outcome.Refusal(
            "prog: The switch must have at least 1 port and at most 65536: --numports " + seen, 1),
        parse("-n", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x -F", "-F -x", "-xF", "--hub --fstp"})
  void isNoHubWithSpanningTree(String words) {
    assertTrue(options(words.split(" ")).hub());
    assertEquals(false, options(words.split(" ")).fstp());
  }

  @Test
  void speaksSpanningTreeWhenAsked() {
    assertTrue(options("-F").fstp());
  }

  @ParameterizedTest
  @CsvSource({
    "00:11:22:33:44:55, 001122334455",
    "00.11.22.33.44.55, 001122334455",
    "1:2:3:4:5:fff5, 0102030405f5",
    "' 00: 11:22:33:44:0x55', 001122334455",
    "00:11:22:33:44:-5, 0011223344fb",
    "00:11:22:33:44:5z, 001122334405",
    "00:11:22:33:44:55:66, 001122334455",
    "123456789:1:2:3:4:ffffffffff, 8901020304ff",
  })
  void takesMacAddresses(String value, String address) {
    assertEquals(
        Optional.of(new MacAddress(Long.parseLong(address, 16))),
        options("--macaddr", value).macAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:11:22",
        "00-11-22-33-44-55",
        "00:11.22:33.44:55",
        "0 :1:2:3:4:5",
        "1:2:3:4:5:zz",
        ""
      })
  void answersABadMacAddressWithUsage(String value) {
    assertEquals(
        Optional.of(
            "prog: Invalid MAC Addr "
                + value
                + ": needs six hexadecimal numbers with ':' or '.' between"),
        assertInstanceOf(Outcome.Usage.class, parse("--macaddr", value)).message());
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "0x12345, 0x2345", "-1, 0xffff", "65537, 1", "abc, 0x8000"})
  void keepsSixteenBitsOfThePriority(String value, String priority) {
    assertEquals(Integer.decode(priority), options("--priority", value).priority());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "128, 128", "0x80, 128", "abc, 128", "1048576, 1048576"})
  void takesPowersOfTwoAsHashSize(String value, int size) {
    Outcome.Run run = assertInstanceOf(Outcome.Run.class, parse("--hashsize", value));

    assertEquals(size, run.options().hashSize());
    assertEquals(List.of(), run.notes());
  }

  @ParameterizedTest
  @CsvSource({"3, 4", "5, 8", "100, 128", "65537, 131072"})
  void roundsOtherHashSizesUpAndSaysSo(String value, int size) {
    Outcome.Run run = assertInstanceOf(Outcome.Run.class, parse("--hashsize", value));

    assertEquals(size, run.options().hashSize());
    assertEquals(
        List.of("prog: hash size %s rounded up to %d, a power of 2".formatted(value, size)),
        run.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1048577", "99999999999999999999"})
  void refusesHashSizesBeyondItsBounds(String value) {
    assertEquals(
        new Outcome.Refusal("prog: --hashsize is 0 to 1048576, not " + value, 1),
        parse("--hashsize", value));
  }

  @ParameterizedTest
  @CsvSource({
    "-m 660, 0660, 02770",
    "-m 66z, 066, 02077",
    "-m 9, 0600, 02700",
    "-m -1, 0600, 02700",
    "--mode=, 0600, 02700",
    "--dirmode 755, 0644, 0755",
    "-m 640 --dirmode 711, 0640, 0711"
  })
  void readsModesAsScanfDoes(String words, String sockets, String directory) {
    assertEquals(
        new SocketModes(Integer.decode(sockets), Integer.decode(directory)),
        options(words.split(" ")).modes());
  }

  @Test
  void takesGroupsByName() {
    assertEquals(OptionalInt.of(70), options("-g", "staff").gid());
    assertEquals(OptionalInt.of(70), options("--mgmtgroup", "staff").consoleGid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-g", "--group", "--mgmtgroup"})
  void refusesUnknownGroupsAtOnce(String option) {
    assertEquals(
        new Outcome.Refusal(
            "prog: No such group 'nosuch'; needs the name of one in 'getent group'", 1),
        parse(option, "nosuch", "--macaddr", "x"));
  }

  @Test
  void takesTapsInTheirOrder() {
    assertEquals(
        List.of("b", "a", "tap%d", ""),
        options("-tb", "-tap", "a", "--tap=tap%d", "-t", "").taps());
  }

  @Test
  void refusesATapWhoseNameIsTooLong() {
    assertEquals(
        new Outcome.Refusal(
            "prog: --tap abcdefghijklmnop: an interface name has at most 15 bytes", 1),
        parse("-t", "abcdefghijklmnop"));
  }

  @ParameterizedTest
  @CsvSource({"-s, --sock, 255", "-p, --pidfile, 1", "-f, --rcfile, 1", "-M, --mgmt, 1"})
  void refusesEmptyPaths(String option, String name, int status) {
    assertEquals(
        new Outcome.Refusal("prog: " + name + " needs a path, and what it got is empty", status),
        parse(option, ""));
  }

  @Test
  void takesOurOwnOptionsByTheirFullNames() {
    assertEquals(false, options("-nostdin").stdinConsole());
    assertEquals(1518, options("--max-frame", "1518").maxFrameBytes());
    assertEquals(65535, options("--max-frame=65535").maxFrameBytes());
    assertEquals(0, options("--poll", "0").pollMicros());
    assertEquals(1000, options("--poll=1000").pollMicros());
    assertEquals(OptionalInt.of(512), options("--qlen", "512").queueLength());
    assertEquals(8, options("--n", "8").ports());
    assertTrue(options("--ma", "0:1:2:3:4:5").macAddress().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "--poll, -1, 0 to 1000 microseconds",
    "--poll, 1001, 0 to 1000 microseconds",
    "--poll, off, 0 to 1000 microseconds",
    "--user-limit, -1, 0 to 65536 ports",
    "--user-limit, 65537, 0 to 65536 ports",
    "--user-limit, alice=3, 0 to 65536 ports",
    "--qlen, 0, 1 to 65536 datagrams",
    "--qlen, 65537, 1 to 65536 datagrams",
    "--qlen, 99999999999999999999, 1 to 65536 datagrams",
    "--qlen, 5x, 1 to 65536 datagrams"
  })
  void refusesOtherNumbers(String option, String value, String range) {
    assertEquals(
        new Outcome.Refusal("prog: %s is %s, not '%s'".formatted(option, range, value), 1),
        parse(option, value));
  }

  @Test
  void takesLimitsOfPortsInTheirOrder() {
    OptionalInt all = OptionalInt.empty();
    OptionalInt three = OptionalInt.of(3);
    assertEquals(
        List.of(
            new Command.SetFloodLimit(all, 100),
            new Command.SetFloodLimit(three, 0),
            new Command.SetMacLimit(three, 2),
            new Command.SetBpduGuard(all, true),
            new Command.SetIsolated(three, true)),
        options(
                ("--flood-limit all=100 --flood-limit=3=0 --mac-limit 3=2 --bpdu-guard all"
                        + " --isolated 3")
                    .split(" "))
            .limits());
  }

  @Test
  void takesTheNumberOfPortsOfAUser() {
    assertEquals(0, options().configured().layout().portsPerUser());
    assertEquals(3, options("--user-limit", "3").configured().layout().portsPerUser());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "all", "=5", "3=", "x=5", "-1=5", "3=-1", "3=5x", "3=65537", "3 5"})
  void refusesOtherMacLimits(String value) {
    assertEquals(
        new Outcome.Refusal(
            "prog: --mac-limit needs PORT=N, a port or 'all' and a number from 0 to 65536, not '"
                + value
                + "'",
            1),
        parse("--mac-limit", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "3=1", "ALL", "99999999999"})
  void refusesOtherPorts(String value) {
    assertEquals(
        new Outcome.Refusal("prog: --isolated needs a port or 'all', not '" + value + "'", 1),
        parse("--isolated", value));
  }

  @Test
  void refusesLimitsOfPortsThatTheSwitchHasNot() {
    assertEquals(
        new Outcome.Refusal(
            "prog: no port 8 to be limited: the ports are 0 to 7, --numports sets how many", 1),
        parse("--isolated", "8", "-n", "8"));
    assertEquals(1, options("--isolated", "8", "-n", "9").limits().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1517", "65536", "9k", "", "-1"})
  void refusesOtherFrameSizes(String value) {
    assertEquals(
        new Outcome.Refusal("prog: --max-frame is 1518 to 65535 bytes, not '" + value + "'", 1),
        parse("--max-frame", value));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--bogus, unrecognized option '--bogus'; see --help",
        "--mgnt x, unrecognized option '--mgnt'; did you mean '--mgmt'?",
        "-xZ, invalid option -- 'Z'; see --help",
        "-m, option requires an argument -- 'm'; see --help",
        "--hub=3, option '--hub' doesn't allow an argument; see --help",
        "--mg x, option '--mg' is ambiguous; possibilities: '--mgmt' '--mgmtmode' '--mgmtgroup';"
            + " see --help",
      })
  void refusesWhatItDoesNotUnderstand(String words, String message) {
    assertEquals(new Outcome.Refusal("prog: " + message, 1), parse(words.split(" ")));
  }

  @Test
  void answersWordsThatAreNoOptionsWithUsage() {
    assertEquals(
        Optional.of("prog: 'extra' is no option, and the switch takes nothing else"),
        assertInstanceOf(Outcome.Usage.class, parse("extra", "-n", "0")).message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--version", "-n 0 -v", "extra -v", "-v -h", "-xv", "--hub --ver"})
  void showsTheVersion(String words) {
    assertEquals(new Outcome.Version(SwitchHelp.version()), parse(words.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help", "-help", "-h -v", "-hx"})
  void showsHelp(String words) {
    assertEquals(
        new Outcome.Usage(Optional.empty(), SwitchHelp.usage("prog")), parse(words.split(" ")));
  }

  @Test
  void takesTheUserToBecome() {
    assertEquals(Optional.of(ANN), options("--user", "ann:70").user());
    assertEquals(
        new Outcome.Refusal(
            "prog: No such user or group in 'bob'; needs USER[:GROUP], of a number without account"
                + " both",
            1),
        parse("--user=bob"));
  }

  private static SwitchOptions options(String... words) {
    return assertInstanceOf(Outcome.Run.class, parse(words)).options();
  }

  private static Outcome parse(String... words) {
    return new SwitchCommandLine(
            "prog",
            false,
            group -> group.equals("staff") ? OptionalInt.of(70) : OptionalInt.empty(),
            user -> user.equals("ann:70") ? Optional.of(ANN) : Optional.empty(),
            _ -> OptionalInt.empty(),
            NO_FILES)
        .parse(words);
  }
}
