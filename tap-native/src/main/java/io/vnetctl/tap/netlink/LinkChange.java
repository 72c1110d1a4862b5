package io.vnetctl.tap.netlink;

import java.util.HexFormat;
import java.util.Set;

/** Requests that change an interface (RTM_NEWLINK, RTM_DELLINK; rtnetlink(7)). */
final class LinkChange {
  private LinkChange() {}

  /** A message that is about one interface and changes nothing. */
  static Payload of(int index) {
    return Payload.parse(new byte[LinkState.HEADER_SIZE], LinkState.HEADER_SIZE)
        .withI32(LinkState.INDEX, index);
  }

  static Step set(Payload link, String what) {
    return new Step(LinkState.SET, 0, link, Set.of(), what);
  }

  static Step delete(int index, String name) {
    return new Step(
        LinkState.DELETE, 0, of(index), Set.of(LibC.ENODEV), "delete interface " + name);
  }

  /**
   * @param masterIndex 0 for none
   */
  static Step master(int index, int masterIndex, String what) {
    return set(of(index).with(Attribute.u32(LinkState.IFLA_MASTER, masterIndex)), what);
  }

  static Step up(int index, boolean up, String what) {
    return set(
        of(index)
            .withI32(LinkState.FLAGS, up ? LinkState.IFF_UP : 0)
            .withI32(LinkState.CHANGE, LinkState.IFF_UP),
        what);
  }

  static Step mtu(int index, int bytes, String what) {
    return set(of(index).with(Attribute.u32(LinkState.IFLA_MTU, bytes)), what);
  }

  static Step mac(int index, String mac, String what) {
    byte[] octets = HexFormat.ofDelimiter(":").parseHex(mac);
    return set(of(index).with(new Attribute(LinkState.IFLA_ADDRESS, octets)), what);
  }

  static Step addrGenMode(int index, AddrGenMode mode, String what) {
    Attributes ipv6 =
        Attributes.of(Attribute.u8(LinkState.IFLA_INET6_ADDR_GEN_MODE, mode.number()));
    Attributes families = Attributes.of(Attribute.nested(LibC.AF_INET6, ipv6));
    return set(of(index).with(Attribute.nested(LinkState.IFLA_AF_SPEC, families)), what);
  }
}
