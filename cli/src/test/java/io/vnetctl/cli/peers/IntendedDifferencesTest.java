package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of differences, and that it lets through what does not differ. */
final class IntendedDifferencesTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|");

  @Test
  void areAllDocumented() throws IOException {
    String text = Files.readString(Repository.file("docs/differences.md"));
    Set<String> documented =
        ENTRY.matcher(text).results().map(entry -> entry.group(1)).collect(Collectors.toSet());
    Set<String> listed =
        Arrays.stream(IntendedDifferences.values()).map(Enum::name).collect(Collectors.toSet());
    assertEquals(listed, documented);
  }

  @Test
  void avoidTheCommandsThatCrashTheOriginal() {
    assertTrue(avoided("vlan/remove 0"));
    assertTrue(avoided("vlan/remove"));
    assertTrue(avoided("vlan/remove abc"));
    assertTrue(avoided("port/setuser 3 100000"));
    assertTrue(avoided("port/setuser 7x root"));
    assertTrue(avoided("fstp/setedge 0 3 1"));
  }

  @Test
  void letTheirNeighboursThrough() {
    assertFalse(avoided("vlan/remove 1"));
    assertFalse(avoided("vlan/remove -1"));
    assertFalse(avoided("port/setuser 3 54321"));
    assertFalse(avoided("port/setuser 3 NONE"));
    assertFalse(avoided("port/setuser 3 7x"));
    assertFalse(avoided("port/setuser 0x2 root"));
    assertFalse(avoided("fstp/setedge 0 3 0"));
    assertFalse(avoided("hash/setminper -1"));
    assertFalse(avoided("fstp/setfstp 0"));
    assertFalse(avoided("port/print"));
  }

  @Test
  void hubSessionsPrintNoCounters() {
    assertTrue(IntendedDifferences.anyAvoids("port/print 3", true));
    assertFalse(IntendedDifferences.anyAvoids("port/showinfo", true));
  }

  @Test
  void foundPortIsReadAsItShouldBe() {
    String line = "Hash: 0043 Addr: 02:00:00:00:00:01 VLAN 0000 to port: 010  age 1 secs\n";
    assertEquals(
        line.replace("010", "009"),
        IntendedDifferences.rewriteAll("hash/find 02:00:00:00:00:01", line));
    assertEquals(line, IntendedDifferences.rewriteAll("hash/print", line));
  }

  private static boolean avoided(String command) {
    return IntendedDifferences.anyAvoids(command, false);
  }
}
