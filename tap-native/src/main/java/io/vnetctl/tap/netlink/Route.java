package io.vnetctl.tap.netlink;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A route of any table (RTM_NEWROUTE, rtnetlink(7); linux/rtnetlink.h), with all that the kernel
 * says of it. Immutable.
 */
public final class Route {
  // linux/rtnetlink.h
  static final int NEW = 24;
  static final int DELETE = 25;
  static final int GET = 26;
  // struct rtmsg: family, dst_len, src_len, tos, table, protocol, scope, type, flags
  static final int HEADER_SIZE = 12;
  static final int DST_LENGTH = 1;
  static final int TOS = 3;
  static final int TABLE = 4;
  static final int PROTOCOL = 5;
  static final int SCOPE = 6;
  static final int TYPE = 7;
  static final int FLAGS = 8;

  static final int RTA_DST = 1;
  static final int RTA_OIF = 4;
  static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  static final int RTA_PREFSRC = 7;
  static final int RTA_MULTIPATH = 9;
  static final int RTA_CACHEINFO = 12;
  static final int RTA_TABLE = 15;
  static final int RTA_VIA = 18;
  static final int RTA_EXPIRES = 23;
  static final int RTA_NH_ID = 30;

  static final int PROTOCOL_KERNEL = 2;
  static final int TABLE_MAIN = 254;
  static final int TABLE_LOCAL = 255;
  private static final int F_CLONED = 0x200;
  static final int TYPE_UNICAST = 1;

  private final Payload payload;
  private final List<NextHop> legs;

  private Route(Payload payload, List<NextHop> legs) {
    this.payload = payload;
    this.legs = legs;
  }

  static Route parse(byte[] bytes) {
    Payload payload = Payload.parse(bytes, HEADER_SIZE);
    return new Route(payload, NextHop.parse(payload.attributes().bytes(RTA_MULTIPATH)));
  }

  /** Of a message that is well-formed. */
  static Route of(Payload payload) {
    return parse(payload.encode());
  }

  Payload payload() {
    return payload;
  }

  /** Legs of a multipath route; of others none. */
  List<NextHop> legs() {
    return legs;
  }

  int family() {
    return payload.u8(0);
  }

  public boolean isIpv4() {
    return family() == LibC.AF_INET;
  }

  /** The network; all zero for a default route. */
  public InetAddress destination() {
    byte[] none = new byte[isIpv4() ? 4 : 16];
    return IpAddress.of(payload.attributes().find(RTA_DST).map(Attribute::value).orElse(none));
  }

  /** 0 to 32, or 128 for IPv6. */
  public int prefixLength() {
    return payload.u8(DST_LENGTH);
  }

  public boolean isDefault() {
    return prefixLength() == 0 && type() == TYPE_UNICAST;
  }

  /** Number of the table, 1 to 2^32 - 1 as a signed number; 254 is main, 255 local. */
  public int table() {
    return payload.attributes().u32(RTA_TABLE, payload.u8(TABLE));
  }

  /** Metric, 32 bits; the smallest is preferred. */
  public int priority() {
    return payload.attributes().u32(RTA_PRIORITY, 0);
  }

  int protocol() {
    return payload.u8(PROTOCOL);
  }

  int type() {
    return payload.u8(TYPE);
  }

  boolean namesInterface() {
    return payload.attributes().has(RTA_OIF) || !legs.isEmpty();
  }

  /** Whether it leaves through an interface, with any of its legs. */
  public boolean leavesThrough(int interfaceIndex) {
    return payload.attributes().u32(RTA_OIF, 0) == interfaceIndex
        || legs.stream().anyMatch(leg -> leg.interfaceIndex() == interfaceIndex);
  }

  /** Gateways on an interface, of both families: RTA_GATEWAY and RTA_VIA. */
  public List<InetAddress> gateways(int interfaceIndex) {
    Stream<Attributes> hops =
        legs.isEmpty()
            ? Stream.of(payload.attributes()).filter(a -> a.u32(RTA_OIF, 0) == interfaceIndex)
            : legs.stream()
                .filter(leg -> leg.interfaceIndex() == interfaceIndex)
                .map(NextHop::attributes);
    return hops.flatMap(hop -> gateway(hop).stream()).toList();
  }

  private static Optional<InetAddress> gateway(Attributes hop) {
    Optional<byte[]> gateway = hop.find(RTA_GATEWAY).map(Attribute::value);
    // struct rtvia: 16 bits of family, then the address
    Optional<byte[]> via =
        hop.find(RTA_VIA)
            .map(Attribute::value)
            .filter(value -> value.length > 2)
            .map(value -> Arrays.copyOfRange(value, 2, value.length));
    return gateway.or(() -> via).map(IpAddress::of);
  }

  /** Whether packets go to a gateway, on one leg at least. */
  boolean hasGateway() {
    return Stream.concat(Stream.of(payload.attributes()), legs.stream().map(NextHop::attributes))
        .anyMatch(hop -> gateway(hop).isPresent());
  }

  /** The source address it gives to packets; empty if it leaves that to the kernel. */
  Optional<InetAddress> preferredSource() {
    return payload.attributes().find(RTA_PREFSRC).map(Attribute::value).map(IpAddress::of);
  }

  /** A copy that the kernel made for one destination, no route of its own. */
  boolean isCloned() {
    return (payload.i32(FLAGS) & F_CLONED) != 0;
  }

  boolean hasNextHopObject() {
    return payload.attributes().has(RTA_NH_ID);
  }

  /** Made by the kernel for an address, and by nobody else: it comes and goes with it. */
  boolean belongsToAddress() {
    return table() == TABLE_LOCAL && protocol() == PROTOCOL_KERNEL;
  }

  /** Such as {@code default via 192.0.2.1 table 100}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        prefixLength() == 0
            ? "default" + (isIpv4() ? "" : " (IPv6)")
            : IpAddress.text(destination()) + "/" + prefixLength());
    gateway(payload.attributes()).ifPresent(g -> text.append(" via ").append(IpAddress.text(g)));
    legs.forEach(
        leg ->
            gateway(leg.attributes())
                .ifPresent(g -> text.append(" nexthop via ").append(IpAddress.text(g))));
    if (table() != TABLE_MAIN) {
      text.append(" table ").append(Integer.toUnsignedString(table()));
    }
    if (priority() != 0) {
      text.append(" metric ").append(Integer.toUnsignedString(priority()));
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Route that && that.payload.equals(payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }
}
