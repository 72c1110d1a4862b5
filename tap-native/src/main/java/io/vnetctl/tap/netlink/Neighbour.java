package io.vnetctl.tap.netlink;

import java.net.InetAddress;

/**
 * An entry of the ARP or neighbour discovery cache (RTM_NEWNEIGH, rtnetlink(7); linux/neighbour.h),
 * with all that the kernel says of it. Immutable.
 */
public final class Neighbour {
  // linux/rtnetlink.h
  static final int NEW = 28;
  static final int DELETE = 29;
  static final int GET = 30;
  // struct ndmsg: family, 3 of padding, index, 16 bits of state, flags, type
  static final int HEADER_SIZE = 12;
  static final int INDEX = 4;
  static final int STATE = 8;
  static final int FLAGS = 10;

  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  static final int NDA_CACHEINFO = 3;
  static final int NDA_PROBES = 4;

  static final int REACHABLE = 0x02;
  static final int STALE = 0x04;
  static final int DELAY = 0x08;
  static final int PROBE = 0x10;
  static final int FAILED = 0x20;
  static final int PERMANENT = 0x80;
  static final int F_USE = 0x01;
  static final int F_PROXY = 0x08;

  private final Payload payload;

  private Neighbour(Payload payload) {
    this.payload = payload;
  }

  static Neighbour parse(byte[] bytes) {
    return new Neighbour(Payload.parse(bytes, HEADER_SIZE));
  }

  Payload payload() {
    return payload;
  }

  public int interfaceIndex() {
    return payload.i32(INDEX);
  }

  int family() {
    return payload.u8(0);
  }

  /** NUD_ flags of linux/neighbour.h. */
  int state() {
    return payload.u16(STATE);
  }

  /** Whether it is an entry for IP; bridges list theirs in the same dump. */
  boolean isIp() {
    return (family() == LibC.AF_INET || family() == LibC.AF_INET6)
        && payload.attributes().has(NDA_DST);
  }

  public InetAddress address() {
    return IpAddress.of(payload.attributes().bytes(NDA_DST));
  }

  /** Set by hand, for good. */
  public boolean isPermanent() {
    return (state() & PERMANENT) != 0;
  }

  /** Answered for in another's name (proxy ARP); has no address on the link. */
  boolean isProxy() {
    return (payload.u8(FLAGS) & F_PROXY) != 0;
  }

  /** Learnt from the link, and not known to be wrong. */
  public boolean isResolved() {
    return (state() & (REACHABLE | STALE | DELAY | PROBE)) != 0
        && payload.attributes().bytes(NDA_LLADDR).length > 0;
  }

  /** Such as {@code neighbour 192.0.2.1}. */
  @Override
  public String toString() {
    return "neighbour " + IpAddress.text(address());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Neighbour that && that.payload.equals(payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }
}
