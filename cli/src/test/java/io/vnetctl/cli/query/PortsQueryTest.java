package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.PortListing;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortsQueryTest {
  private static final List<String> LINES =
      """
      Port 0001 untagged_vlan=0000 ACTIVE - Unnamed Allocatable
       Current User: NONE Access Control: (User: NONE - Group: NONE)
       IN:  pkts          8          bytes                  736
       OUT: pkts          2          bytes                  120
        -- endpoint ID 0006 module tuntap      : tap0
      Port 0012 untagged_vlan=0007 ACTIVE - Unnamed Allocatable
       Current User: root Access Control: (User: NONE - Group: NONE)
        -- endpoint ID 0008 module unix prog   : a;b\\c\033[2J
      Port 0013 untagged_vlan=0000 INACTIVE - Unnamed Allocatable
      """
          .lines()
          .toList();

  @Test
  void r13_aRecordIsAnEndpointWithPlainNumbers() {
    assertEquals(
        """
        1;0;tuntap;6;tap0;8;736;2;120
        12;7;unix prog;8;a\\x3bb\\x5cc\\x1b[2J;;;;
        """,
        PortsQuery.terse(PortListing.parse(LINES)));
  }

  @Test
  void jsonHasAnObjectForEachPort() {
    assertEquals(
        "[{\"port\":1,\"vlan\":0,\"active\":true,"
            + "\"endpoints\":[{\"id\":6,\"module\":\"tuntap\",\"ifname\":\"tap0\"}],"
            + "\"stats64\":{\"rx\":{\"bytes\":736,\"packets\":8},\"tx\":{\"bytes\":120,\"packets\":2}}},"
            + "{\"port\":12,\"vlan\":7,\"active\":true,\"endpoints\":[{\"id\":8,"
            + "\"module\":\"unix prog\",\"description\":\"a;b\\\\c\\u001b[2J\"}]},"
            + "{\"port\":13,\"vlan\":0,\"active\":false,\"endpoints\":[]}]",
        PortsQuery.json(PortListing.parse(LINES)));
  }

  @Test
  void r87_textIsThatOfTheConsoleAndSteersNoTerminal() {
    assertEquals(
        """
        TITLE:
        0000 DATA END WITH '.'
          -- endpoint ID 0008 module unix prog   : \\x1b[2J
        .
        1000 Success

        """,
        AnswerText.of(
            "TITLE:",
            new Answer(
                1000, "Success", List.of("  -- endpoint ID 0008 module unix prog   : \033[2J"))));
  }
}
