package io.vnetctl.tap.netlink;

/**
 * A rule that chooses a routing table (RTM_NEWRULE; ip-rule(8), linux/fib_rules.h), with all that
 * the kernel says of it. Immutable.
 */
public final class Rule {
  // linux/rtnetlink.h
  static final int NEW = 32;
  static final int DELETE = 33;
  static final int GET = 34;
  // struct fib_rule_hdr: family, dst_len, src_len, tos, table, 2 reserved, action, flags
  static final int HEADER_SIZE = 12;
  static final int FLAGS = 8;
  static final int F_INVERT = 0x2;

  static final int FRA_IIFNAME = 3;
  static final int FRA_PRIORITY = 6;
  static final int FRA_OIFNAME = 17;

  private final Payload payload;

  private Rule(Payload payload) {
    this.payload = payload;
  }

  static Rule parse(byte[] bytes) {
    return new Rule(Payload.parse(bytes, HEADER_SIZE));
  }

  Payload payload() {
    return payload;
  }

  int family() {
    return payload.u8(0);
  }

  public boolean isIpv4() {
    return family() == LibC.AF_INET;
  }

  /** Unsigned, 32 bits; the smallest is asked first. */
  public int priority() {
    return payload.attributes().u32(FRA_PRIORITY, 0);
  }

  /** Whether it is for packets that come in or go out through the interface. */
  public boolean names(String interfaceName) {
    return payload.attributes().text(FRA_IIFNAME).equals(interfaceName)
        || payload.attributes().text(FRA_OIFNAME).equals(interfaceName);
  }

  /** Such as {@code IPv4 rule of priority 100}. */
  @Override
  public String toString() {
    return "%s rule of priority %s"
        .formatted(isIpv4() ? "IPv4" : "IPv6", Integer.toUnsignedString(priority()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rule that && that.payload.equals(payload);
  }

  @Override
  public int hashCode() {
    return payload.hashCode();
  }
}
