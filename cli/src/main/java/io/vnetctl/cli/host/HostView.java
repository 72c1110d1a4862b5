package io.vnetctl.cli.host;

import io.vnetctl.tap.netlink.Address;
import io.vnetctl.tap.netlink.Hardware;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Route;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The host's interfaces at one moment. */
record HostView(List<LinkState> links, NicFacts facts) {

  /** Asks the kernel. */
  static HostView of(Rtnetlink rtnetlink, Hardware hardware) throws NetlinkException {
    List<LinkState> links = rtnetlink.links();
    List<Route> defaults = rtnetlink.routes().stream().filter(Route::isDefault).toList();
    return new HostView(
        links,
        new NicFacts(
            indices(links, hardware::isWireless),
            indices(links, hardware::hasDevice),
            rtnetlink.addresses().stream()
                .filter(address -> !address.isLinkLocal())
                .map(Address::interfaceIndex)
                .collect(Collectors.toSet()),
            indices(
                links,
                link -> defaults.stream().anyMatch(route -> route.leavesThrough(link.index())))));
  }

  private static Set<Integer> indices(List<LinkState> links, Predicate<LinkState> which) {
    return links.stream().filter(which).map(LinkState::index).collect(Collectors.toSet());
  }
}
