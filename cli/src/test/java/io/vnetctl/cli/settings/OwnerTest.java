package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the accounts that every Debian has: root 0:0, daemon 1:1, nobody 65534:65534 (nogroup). */
final class OwnerTest {
  @ParameterizedTest
  @CsvSource({
    "nobody, nobody 65534 65534 nogroup",
    "nobody.daemon, nobody 65534 1 daemon",
    "nobody:daemon, nobody 65534 1 daemon",
    "65534, nobody 65534 65534 nogroup",
    "65534:1, nobody 65534 1 daemon",
    "65534.1, nobody 65534 1 daemon",
    "54321:54322, 54321 54321 54322 54322",
  })
  void r40_r41_groupIsTheOneGivenElseThePrimary(String argument, String expected)
      throws CallException {
    Owner owner = owner("-u", argument);
    assertEquals(
        expected, "%s %d %d %s".formatted(owner.name(), owner.uid(), owner.gid(), owner.group()));
  }

  @Test
  void r41_namesWithDotsAreNamesFirst() throws CallException {
    Set<String> users = Set.of("john.doe", "john");
    assertEquals(
        new OwnerWords("john.doe", Optional.empty()), OwnerWords.of("john.doe", users::contains));
    assertEquals(
        new OwnerWords("john.doe", Optional.of("staff")),
        OwnerWords.of("john.doe.staff", users::contains));
    assertEquals(
        new OwnerWords("john", Optional.of("staff")), OwnerWords.of("john.staff", users::contains));
    assertEquals(
        new OwnerWords("john", Optional.of("a.b")), OwnerWords.of("john:a.b", users::contains));
  }

  @ParameterizedTest
  @CsvSource({
    "nosuchuser, there is no user 'nosuchuser'",
    "nosuch.daemon, there is no user 'nosuch.daemon'",
    "nosuch:daemon, there is no user 'nosuch'",
    "nobody:nosuch, there is no group 'nosuch'",
    "nobody.nosuch, there is no group 'nosuch'",
    "54321, user 54321 has no primary group",
    "4294967295, there is no user '4294967295'",
    "99999999999, there is no user '99999999999'",
  })
  void r41_whoIsUnknownIsRefused(String argument, String complaint) {
    assertRefused(complaint, "-u", argument);
  }

  @Test
  void r44_groupOfTheBitMustBeTheOwners() throws CallException {
    assertEquals("daemon", owner("-u", "nobody:daemon", "-g", "daemon").group());
    assertEquals("daemon", owner("-u", "nobody:daemon", "-g", "1").group());
    assertRefused("group 'bin' is not that of the owner", "-u", "nobody", "-g", "bin");
    assertRefused("there is no group 'nosuch'", "-u", "nobody", "-g", "nosuch");
  }

  @Test
  void r30_defaultsToTheCaller() throws CallException {
    assertEquals(new Owner("root", 0, 0, "root"), owner());
  }

  private static void assertRefused(String complaint, String... words) {
    CallException refused = assertThrows(CallException.class, () -> owner(words));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
  }

  private static Owner owner(String... words) throws CallException {
    return Owner.of(
        assertInstanceOf(Request.Work.class, CallParser.parse(List.of(words))).call(),
        Callers.caller("root", Path.of("/nonexistent"), Map.of()));
  }
}
