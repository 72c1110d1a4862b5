package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.client.AddressListing.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressListingTest {
  @Test
  void readsWhereAddressesAre() {
    assertEquals(
        List.of(
            new Entry("02:00:00:00:00:05", 0, 1, 3), new Entry("02:00:00:00:00:06", 4093, 1024, 0)),
        AddressListing.parse(
                List.of(
                    "Hash: 0005 Addr: 02:00:00:00:00:05 VLAN 0000 to port: 001  age 3 secs",
                    "Hash: 0127 Addr: 02:00:00:00:00:06 VLAN 4093 to port: 1024  age 0 secs"))
            .entries());
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertEquals(
        List.of(),
        AddressListing.parse(
                List.of(
                    "",
                    "Hash: 0005 Addr: 02:00 VLAN 0000 to port: 001  age 3 secs",
                    "Hash: 0005 Addr: 02:00:00:00:00:05 VLAN 0000"))
            .entries());
  }
}
