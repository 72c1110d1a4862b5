package io.vnetctl.tap.netlink;

import java.util.Arrays;
import java.util.List;

/** Routes that the kernel makes by itself for the network of an address. */
final class PrefixRoutes {
  private PrefixRoutes() {}

  /** Addresses whose network the NIC had no such route to: somebody had deleted it. */
  static List<Address> unwanted(NicSnapshot snapshot, boolean ipv4) {
    return snapshot.addresses().stream()
        .filter(a -> a.isIpv4() == ipv4 && a.hasPrefixRoute() && !a.isSecondary())
        .filter(a -> snapshot.routes().stream().noneMatch(r -> isFor(r, a)))
        .toList();
  }

  private static boolean isFor(Route route, Address address) {
    byte[] network = IpAddress.network(address.onLink().getAddress(), address.prefixLength());
    return route.family() == address.family()
        && route.table() == Route.TABLE_MAIN
        && route.protocol() == Route.PROTOCOL_KERNEL
        && route.prefixLength() == address.prefixLength()
        && Arrays.equals(route.destination().getAddress(), network);
  }
}
