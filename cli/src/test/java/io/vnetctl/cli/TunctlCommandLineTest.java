package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.tap.PersistentDevice;
import io.vnetctl.tap.TunKind;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TunctlCommandLineTest {
  private static final Path CLONE = Path.of("/dev/net/tun");

  @Test
  void makesATapOfTheCallerByDefault() {
    assertEquals(
        new TunctlRequest.Create(
            new PersistentDevice(CLONE, TunKind.TAP, ""),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false),
        parse());
  }

  @Test
  void takesAllOptions() {
    assertEquals(
        new TunctlRequest.Create(
            new PersistentDevice(Path.of("/dev/tun"), TunKind.TUN, "vpn0"),
            OptionalLong.of(7),
            OptionalLong.of(70),
            true),
        parse("-b", "-n", "-u", "jo", "-g", "staff", "-tvpn0", "-f", "/dev/tun"));
  }

  @Test
  void removesByTheLastNameGiven() {
    assertEquals(remove(TunKind.TAP, "b"), parse("-d", "a", "-d", "b"));
    assertEquals(remove(TunKind.TAP, "q9"), parse("-d", "foo1", "-t", "q9"));
    assertEquals(remove(TunKind.TAP, "foo1"), parse("-t", "q9", "-b", "-d", "foo1"));
  }

  @Test
  void takesTheKindFromTheLastName() {
    assertEquals(remove(TunKind.TUN, "tun5"), parse("-d", "tun5"));
    assertEquals(remove(TunKind.TAP, "zz"), parse("-d", "tun5", "-d", "zz"));
    assertEquals(remove(TunKind.TUN, "tap9"), parse("-n", "-d", "tap9"));
  }

  @ParameterizedTest
  @CsvSource({"abcdefghijklmnopqrst, abcdefghijklmno", "éééééééé, ééééééé", "tap%d, tap%d"})
  void cutsNamesToFifteenBytes(String name, String cut) {
    assertEquals(remove(TunKind.TAP, cut), parse("-d", name));
  }

  @ParameterizedTest
  @CsvSource({
    "jo, 7",
    "0, 0",
    "1234, 1234",
    "+7, 7",
    "' 12', 12",
    "0x10, 16",
    "010, 8",
    "'', 0",
    "4294967294, 4294967294"
  })
  void takesUsersByNameOrNumber(String user, long uid) {
    assertEquals(OptionalLong.of(uid), ((TunctlRequest.Create) parse("-u", user)).ownerUid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "12x", "08", "0x", "-5", "4294967295", "99999999999999999999"})
  void refusesOtherUsersAtOnce(String user) {
    assertEquals(
        new TunctlRequest.Unclear("'" + user + "' is neither a username nor a numeric uid."),
        parse("-u", user, "-h"));
  }

  @Test
  void refusesUnknownGroups() {
    assertEquals(
        new TunctlRequest.Unclear("'nosuch' is neither a group name nor a numeric gid."),
        parse("-g", "nosuch"));
  }

  @Test
  void refusesAnythingElse() {
    assertEquals(new TunctlRequest.Unclear("prog: invalid option -- 'h'"), parse("-h"));
    assertEquals(new TunctlRequest.Unclear("prog: invalid option -- '-'"), parse("--help"));
    assertEquals(
        new TunctlRequest.Unclear("prog: option requires an argument -- 't'"), parse("-t"));
    assertEquals(new TunctlRequest.Unclear(""), parse("extra", "-t", "q1"));
    assertEquals(new TunctlRequest.Unclear(""), parse("--", "x"));
  }

  private static TunctlRequest remove(TunKind kind, String name) {
    return new TunctlRequest.Remove(new PersistentDevice(CLONE, kind, name));
  }

  private static TunctlRequest parse(String... words) {
    return new TunctlCommandLine(
            "prog",
            user -> user.equals("jo") ? OptionalLong.of(7) : OptionalLong.empty(),
            group -> group.equals("staff") ? OptionalLong.of(70) : OptionalLong.empty())
        .parse(List.of(words));
  }
}
