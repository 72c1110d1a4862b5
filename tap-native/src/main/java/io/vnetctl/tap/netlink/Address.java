package io.vnetctl.tap.netlink;

import java.net.InetAddress;

/**
 * An IP address of an interface (RTM_NEWADDR, rtnetlink(7); linux/if_addr.h), with all that the
 * kernel says of it. Immutable.
 */
public final class Address {
  // linux/rtnetlink.h
  static final int NEW = 20;
  static final int DELETE = 21;
  static final int GET = 22;
  // struct ifaddrmsg: family, prefix length, flags, scope, index
  static final int HEADER_SIZE = 8;
  static final int PREFIX_LENGTH = 1;
  static final int FLAGS = 2;
  static final int SCOPE = 3;
  static final int INDEX = 4;

  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_LABEL = 3;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;

  static final int F_SECONDARY = 0x01;
  static final int F_NODAD = 0x02;
  private static final int F_DADFAILED = 0x08;
  static final int F_HOMEADDRESS = 0x10;
  static final int F_MANAGETEMPADDR = 0x100;
  static final int F_NOPREFIXROUTE = 0x200;
  static final int F_MCAUTOJOIN = 0x400;

  private final Payload payload;

  private Address(Payload payload) {
    this.payload = payload;
  }

  static Address parse(byte[] bytes) {
    Payload payload = Payload.parse(bytes, HEADER_SIZE);
    if (!payload.attributes().has(IFA_ADDRESS) && !payload.attributes().has(IFA_LOCAL)) {
      throw new MalformedMessageException("address message without an address");
    }
    return new Address(payload);
  }

  /** Of a message that is well-formed. */
  static Address of(Payload payload) {
    return parse(payload.encode());
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

  public boolean isIpv4() {
    return family() == LibC.AF_INET;
  }

  /** The interface's own address; on a point-to-point link not the peer's. */
  public InetAddress address() {
    int local = payload.attributes().has(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS;
    return IpAddress.of(payload.attributes().bytes(local));
  }

  /** The address whose prefix is on the link: the peer's on a point-to-point link. */
  InetAddress onLink() {
    int peer = payload.attributes().has(IFA_ADDRESS) ? IFA_ADDRESS : IFA_LOCAL;
    return IpAddress.of(payload.attributes().bytes(peer));
  }

  /** 0 to 32, or 128 for IPv6. */
  public int prefixLength() {
    return payload.u8(PREFIX_LENGTH);
  }

  public boolean isLinkLocal() {
    return address().isLinkLocalAddress();
  }

  /** IFA_F_ flags. */
  int flags() {
    return payload.attributes().u32(IFA_FLAGS, payload.u8(FLAGS));
  }

  /** Found in use by another host. */
  boolean isDuplicate() {
    return !isIpv4() && (flags() & F_DADFAILED) != 0;
  }

  boolean hasPrefixRoute() {
    return (flags() & F_NOPREFIXROUTE) == 0;
  }

  boolean isSecondary() {
    return isIpv4() && (flags() & F_SECONDARY) != 0;
  }

  /** Such as {@code 192.0.2.10/24}. */
  @Override
  public String toString() {
    return IpAddress.text(address()) + "/" + prefixLength();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && that.payload.equals(payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }
}
