package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.StpRole;
import io.vnetctl.core.control.StpState;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.Accounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
  private static final MacAddress MAC = new MacAddress(0x00ff01020304L);
  private static final OptionalInt NONE = OptionalInt.empty();

  @Test
  void printsPortsAndEndpoints() {
    Reply.PortInfo active =
        new Reply.PortInfo(
            1,
            0,
            true,
            true,
            OptionalInt.of(0),
            NONE,
            NONE,
            2,
            1614,
            2,
            260,
            List.of(
                new Reply.EndpointInfo(6, "unix prog", "ep A"),
                new Reply.EndpointInfo(7, "tuntap", "")));
    Reply.PortInfo inactive =
        new Reply.PortInfo(
            12,
            4095,
            false,
            false,
            NONE,
            OptionalInt.of(1_999_999_999),
            OptionalInt.of(0),
            0,
            0,
            0,
            0,
            List.of());

    assertEquals(
        """
        Port 0001 untagged_vlan=0000 ACTIVE - Unnamed Allocatable
         Current User: root Access Control: (User: NONE - Group: NONE)
         IN:  pkts          2          bytes                 1614
         OUT: pkts          2          bytes                  260
          -- endpoint ID 0006 module unix prog   : ep A
          -- endpoint ID 0007 module tuntap      : \n\
        Port 0012 untagged_vlan=4095 INACTIVE - NOT Unnamed Allocatable
         Current User: NONE Access Control: (User: 1999999999 - Group: root)
         IN:  pkts          0          bytes                    0
         OUT: pkts          0          bytes                    0
        """,
        data(new Reply.Ports(List.of(active, inactive))));
  }

  @Test
  void letsNoDescriptionForgeLines() {
    Reply.PortInfo port =
        new Reply.PortInfo(
            1,
            0,
            true,
            true,
            NONE,
            NONE,
            NONE,
            0,
            0,
            0,
            0,
            List.of(
                new Reply.EndpointInfo(6, "unix prog", "a\n1000 Success\n\nvde$ \033[2J\u00e9")));

    assertEquals(
        "  -- endpoint ID 0006 module unix prog   : a?1000 Success??vde$ ?[2J\u00e9",
        data(new Reply.Ports(List.of(port))).lines().toList().getLast());
  }

  @Test
  void printsSettings() {
    assertEquals(
        "Numports=16\nHUB=false\ncounters=true\n", data(new Reply.PortSettings(16, false)));
    assertEquals(
        "Hash size 128\nGC interval 2 secs\nGC expire -5 secs\nMin persistence 3 secs\n",
        data(new Reply.MacTableSettings(128, 2, -5, 3)));
    assertEquals(
        "MAC 00:ff:01:02:03:04 Priority 32768 (0x8000)\nFSTP=false\n",
        data(new Reply.StpSettings(MAC, 0x8000, false)));
    assertEquals("", data(new Reply.StpSwitched(false)));
    assertEquals("Can't use fstp in hub mode\n", data(new Reply.StpSwitched(true)));
    assertEquals("Port 0004\n", data(new Reply.PortCreated(4)));
  }

  @Test
  void printsAddresses() {
    assertEquals(
        "Hash: 0017 Addr: 00:ff:01:02:03:04 VLAN 0010 to port: 003  age 42 secs\n",
        data(new Reply.MacEntries(List.of(new Reply.MacEntry(17, MAC, 10, 3, 42)))));
  }

  @Test
  void printsVlans() {
    Reply.VlanInfo empty = new Reply.VlanInfo(0, List.of());
    Reply.VlanInfo full =
        new Reply.VlanInfo(
            5,
            List.of(
                new Reply.VlanMember(1, false, true, StpState.FORWARDING),
                new Reply.VlanMember(2, true, false, StpState.LEARNING),
                new Reply.VlanMember(3, true, true, StpState.DISCARDING)));

    assertEquals(
        """
        VLAN 0000
        VLAN 0005
         -- Port 0001 tagged=0 active=1 status=Forwarding
         -- Port 0002 tagged=1 active=0 status=Learning
         -- Port 0003 tagged=1 active=1 status=Discarding
        """,
        data(new Reply.Vlans(List.of(empty, full))));
  }

  @Test
  void printsSpanningTrees() {
    long root = 0x8000_00ff_0102_0304L;
    Reply.StpTree ours =
        new Reply.StpTree(
            0,
            true,
            root,
            -1,
            0,
            0,
            1,
            0,
            0,
            List.of(
                new Reply.StpMember(1, false, 20_000_000, StpRole.DESIGNATED),
                new Reply.StpMember(2, true, 20_000_000, StpRole.UNKNOWN)));
    Reply.StpTree theirs = new Reply.StpTree(9, false, root, root, 3, 20, 0, 2, -7, List.of());

    assertEquals(
        "FST DATA VLAN 0000 ROOTSWITCH FSTP IS DISABLED\n"
            + " ++ root 80:00:00:ff:01:02:03:04\n"
            + " ++ designated ff:ff:ff:ff:ff:ff:ff:ff\n"
            + " ++ rootport 0000 cost 0 age 1 bonusport 0000 bonuscost 0\n"
            + " -- Port 0001 tagged=0 portcost=20000000 role=Designated\n"
            + " -- Port 0002 tagged=1 portcost=20000000 role=Unknown\n",
        data(new Reply.StpTrees(false, List.of(ours))));
    assertEquals(
        "FST DATA VLAN 0009  \n"
            + " ++ root 80:00:00:ff:01:02:03:04\n"
            + " ++ designated 80:00:00:ff:01:02:03:04\n"
            + " ++ rootport 0003 cost 20 age 0 bonusport 0002 bonuscost -7\n",
        data(new Reply.StpTrees(true, List.of(theirs))));
  }

  @Test
  void printsEveryCounterOfAPort() {
    String text =
        data(
            new Reply.Counters(
                List.of(new Reply.PortCounters(3, Map.of(PortCounter.IN_BYTES, 1L << 40)))));

    assertEquals(PortCounter.values().length, text.lines().count());
    assertEquals("Port 0003 in_bytes                1099511627776", text.lines().toList().get(1));
  }

  @Test
  void printsLimitsOfPortsAndOfAllOthers() {
    Reply.PortLimitsInfo guest =
        new Reply.PortLimitsInfo(3, new PortLimits(2, 100, true, true), 1, true);
    Reply.PortLimitsInfo free = new Reply.PortLimitsInfo(12, PortLimits.NONE, 40, false);

    assertEquals(
        """
        Port 0003 maclimit=2 floodlimit=100 bpduguard=1 isolated=1 macs=1 status=Shut
        Port 0012 maclimit=0 floodlimit=0 bpduguard=0 isolated=0 macs=40 status=Open
        Others    maclimit=0 floodlimit=500 bpduguard=0 isolated=0
        Users     userlimit=7
        """,
        data(
            new Reply.Limits(
                Optional.of(PortLimits.NONE.withFloodedFrames(500)),
                OptionalInt.of(7),
                List.of(guest, free))));
    assertEquals(
        1,
        data(new Reply.Limits(Optional.empty(), OptionalInt.empty(), List.of(free)))
            .lines()
            .count());
  }

  @Test
  void givesEachFailureItsErrno() {
    Map<Failure, String> expected =
        Map.of(
            Failure.INVALID, "1022 Invalid argument\n",
            Failure.ABSENT, "1006 No such device or address\n",
            Failure.EXISTS, "1017 File exists\n",
            Failure.NO_DEVICE, "1019 No such device\n",
            Failure.FULL, "1028 No space left on device\n",
            Failure.IN_USE, "1098 Address already in use\n");
    assertEquals(Failure.values().length, expected.size());
    expected.forEach(
        (failure, text) -> {
          assertEquals(text, text(new Reply.Failed(failure), false));
          assertEquals("0000 DATA END WITH '.'\n.\n" + text, text(new Reply.Failed(failure), true));
        });
    assertEquals("1000 Success\n", text(new Reply.Done(), false));
  }

  @Test
  void printsEvents() {
    assertEquals(
        "3011 hash/+ 00:ff:01:02:03:04 VLAN 02:01 Port 1\n",
        EventText.of(new Event.MacLearned(MAC, 258, 1)));
    assertEquals(
        "3012 hash/- 00:ff:01:02:03:04 VLAN 0a:00 Port 12\n",
        EventText.of(new Event.MacForgotten(MAC, 10, 12)));
    assertEquals(
        "3044 fstp/status Port 0002 VLAN 00:0a discarding\n",
        EventText.of(new Event.StpStateChanged(2, 10, StpState.DISCARDING)));
    assertEquals(
        "3044 fstp/status Port 0002 VLAN 01:2c learning+forwarding\n",
        EventText.of(new Event.StpStateChanged(2, 300, StpState.FORWARDING)));
    assertEquals(
        "3045 fstp/root Port 0001 VLAN 00:00 -> 10:00:02:00:00:00:00:51\n",
        EventText.of(new Event.StpRootChanged(1, 0, 0x1000_0200_0000_0051L)));
    assertEquals(
        "3041 fstp/+ Port 0001 VLAN 00:00\n", EventText.of(new Event.StpNeighbourHeard(1, 0)));
    assertEquals(
        "3042 fstp/- Port 0001 VLAN 00:00\n", EventText.of(new Event.StpNeighbourLost(1, 0)));
    assertEquals("3022 port/- 03\n", EventText.of(new Event.PortDeserted(3)));
    assertEquals(
        "3023 port/descr Port 03 FD  7 -> \"ep A\"\n",
        EventText.of(new Event.EndpointDescribed(3, 7, "ep A")));
  }

  private static String data(Reply reply) {
    String text = text(reply, true);
    String head = "0000 DATA END WITH '.'\n";
    String tail = ".\n1000 Success\n";
    assertEquals(head, text.substring(0, head.length()));
    assertEquals(tail, text.substring(text.length() - tail.length()));
    return text.substring(head.length(), text.length() - tail.length());
  }

  private static String text(Reply reply, boolean data) {
    StringBuilder text = new StringBuilder();
    new ReplyText(new Accounts()).of(reply, data).forEachRemaining(text::append);
    return text.toString();
  }
}
