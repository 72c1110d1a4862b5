package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.client.PortListing.Endpoint;
import io.vnetctl.vde.client.PortListing.Port;
import io.vnetctl.vde.client.PortListing.Traffic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortListingTest {
  private static final List<String> LINES =
      """
      Port 0001 untagged_vlan=0000 ACTIVE - Unnamed Allocatable
       Current User: NONE Access Control: (User: NONE - Group: NONE)
       IN:  pkts          8          bytes                  736
       OUT: pkts          2          bytes                  120
        -- endpoint ID 0006 module tuntap      : tap0
      Port 0012 untagged_vlan=0007 ACTIVE - Unnamed Allocatable
       Current User: root Access Control: (User: NONE - Group: NONE)
       IN:  pkts 9223372036854775807          bytes 99999999999999999999
       OUT: pkts          0          bytes                    0
        -- endpoint ID 0008 module unix prog   : QEMU user=root pid=13838 : Port 1
        -- endpoint ID 10001 module unix prog   : no endpoint description
      Port 0013 untagged_vlan=4095 INACTIVE - NOT Unnamed NOT Allocatable
       Current User: NONE Access Control: (User: NONE - Group: NONE)
      """
          .lines()
          .toList();

  @Test
  void readsPortsAndEndpoints() {
    assertEquals(
        List.of(
            new Port(
                1,
                0,
                true,
                Optional.of(new Traffic(8, 736)),
                Optional.of(new Traffic(2, 120)),
                List.of(new Endpoint(6, "tuntap", "tap0"))),
            new Port(
                12,
                7,
                true,
                Optional.of(new Traffic(Long.MAX_VALUE, 0)),
                Optional.of(new Traffic(0, 0)),
                List.of(
                    new Endpoint(8, "unix prog", "QEMU user=root pid=13838 : Port 1"),
                    new Endpoint(10_001, "unix prog", "no endpoint description"))),
            new Port(13, 4095, false, Optional.empty(), Optional.empty(), List.of())),
        PortListing.parse(LINES).ports());
  }

  @Test
  void tellsTapsFromClients() {
    PortListing listing = PortListing.parse(LINES);

    assertEquals(List.of("tap0"), listing.taps());
    assertEquals(2, listing.clients());
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertEquals(
        List.of(new Port(2, 0, false, Optional.empty(), Optional.empty(), List.of())),
        PortListing.parse(
                List.of(
                    "  -- endpoint ID 1 module tuntap : tap9", "", "Port 2", "  -- endpoint ID"))
            .ports());
  }

  @Test
  void readsWhatDebiansSwitchSays() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {});
        VdePlug _ = VdePlug.connect(real.directory(), 3, "a plug", VdePlug.PRIVATE_MODE)) {
      console.run("vlan/create 5");
      console.run("port/setvlan 3 5");
      Port port = PortListing.parse(console.run("port/print").data()).ports().getFirst();

      assertEquals(3, port.number());
      assertEquals(5, port.untaggedVlan());
      assertEquals("unix prog", port.endpoints().getFirst().module());
      assertEquals("a plug", port.endpoints().getFirst().description().substring(0, 6));
    }
  }
}
