package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.client.VlanListing.Member;
import io.vnetctl.vde.client.VlanListing.Vlan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VlanListingTest {
  @Test
  void readsVlansAndTheirPorts() {
    assertEquals(
        List.of(
            new Vlan(0, List.of(new Member(1, false, true, "forwarding"))),
            new Vlan(
                5,
                List.of(
                    new Member(1, true, true, "discarding"),
                    new Member(12, false, false, "learning"))),
            new Vlan(4093, List.of())),
        VlanListing.parse(
                List.of(
                    "VLAN 0000",
                    " -- Port 0001 tagged=0 active=1 status=Forwarding",
                    "VLAN 0005",
                    " -- Port 0001 tagged=1 active=1 status=Discarding",
                    " -- Port 0012 tagged=0 active=0 status=Learning",
                    "VLAN 4093"))
            .vlans());
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertEquals(
        List.of(new Vlan(7, List.of())),
        VlanListing.parse(List.of(" -- Port 0001 tagged=0", "what", "VLAN 0007", " ++ root"))
            .vlans());
  }

  @Test
  void readsWhatDebiansSwitchSays() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {});
        VdePlug _ = VdePlug.connect(real.directory(), 3, "a plug", VdePlug.PRIVATE_MODE)) {
      console.run("vlan/create 5");
      console.run("vlan/addport 5 3");
      assertEquals(
          List.of(
              new Vlan(0, List.of(new Member(3, false, true, "forwarding"))),
              new Vlan(5, List.of(new Member(3, true, true, "forwarding")))),
          VlanListing.parse(console.run("vlan/allprint").data()).vlans());
    }
  }
}
