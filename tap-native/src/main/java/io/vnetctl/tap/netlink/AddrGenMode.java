package io.vnetctl.tap.netlink;

import java.util.Optional;

/** How an interface makes its IPv6 addresses (IN6_ADDR_GEN_MODE_ of linux/if_link.h). */
public enum AddrGenMode {
  EUI64,
  /** No link-local address by itself. */
  NONE,
  STABLE_PRIVACY,
  RANDOM;

  static Optional<AddrGenMode> of(int number) {
    return number >= 0 && number < values().length
        ? Optional.of(values()[number])
        : Optional.empty();
  }

  int number() {
    return ordinal();
  }
}
