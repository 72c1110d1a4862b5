package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests that put what a snapshot has on one interface, or take it from there: the NIC itself or
 * the bridge in its place. What the kernel says of a thing is turned into what it takes: flags that
 * are its own business go, lifetimes become what is left of them.
 *
 * @param renaming from the NIC of the snapshot to the interface
 * @param ageS seconds since the snapshot was taken, 0 or more
 */
record Placement(Renaming renaming, long ageS) {
  private static final int FOREVER = -1;
  private static final int NO_SCOPE = 255;

  /** What rtm_flags and rtnh_flags may say: RTNH_F_PERVASIVE, RTNH_F_ONLINK. */
  private static final int ROUTE_FLAGS = 0x2 | 0x4;

  private static final int EXPIRES_OFFSET = 8;
  private static final int TICKS_PER_S = 100;

  // NTF_EXT_LEARNED, NTF_ROUTER and NTF_PROXY
  private static final int NEIGHBOUR_FLAGS = 0x10 | 0x80 | Neighbour.F_PROXY;

  private static final int IPV4_FLAGS =
      Address.F_HOMEADDRESS | Address.F_NOPREFIXROUTE | Address.F_MCAUTOJOIN;
  private static final int IPV6_FLAGS = IPV4_FLAGS | Address.F_NODAD | Address.F_MANAGETEMPADDR;

  private static final int CREATE = NetlinkMessage.F_CREATE;

  static Placement of(NicSnapshot snapshot, int index, String name, long ageS) {
    LinkState nic = snapshot.nic();
    return new Placement(new Renaming(nic.index(), nic.name(), index, name), ageS);
  }

  /**
   * Adds an address, or gives the one that is there these flags and lifetimes.
   *
   * @param duplicateDetection false: an IPv6 address is valid at once (IFA_F_NODAD); true: the flag
   *     is as it was
   * @return empty if the address has expired
   */
  Optional<Step> add(Address address, boolean duplicateDetection) {
    int known = address.isIpv4() ? IPV4_FLAGS : IPV6_FLAGS;
    int flags = address.flags() & known;
    if (!address.isIpv4() && !duplicateDetection) {
      flags |= Address.F_NODAD;
    }
    Payload payload =
        renaming
            .address(address.payload())
            .withU8(Address.FLAGS, flags & 0xff)
            .with(Attribute.u32(Address.IFA_FLAGS, flags));
    byte[] times = address.payload().attributes().bytes(Address.IFA_CACHEINFO);
    if (times.length >= 2 * Integer.BYTES) {
      ByteBuffer left = ByteBuffer.wrap(times.clone()).order(ByteOrder.nativeOrder());
      left.putInt(0, remaining(left.getInt(0)));
      left.putInt(4, remaining(left.getInt(4)));
      if (left.getInt(4) == 0) {
        return Optional.empty();
      }
      payload = payload.with(new Attribute(Address.IFA_CACHEINFO, left.array()));
    }
    return Optional.of(
        new Step(
            Address.NEW,
            CREATE | NetlinkMessage.F_REPLACE,
            payload,
            Set.of(LibC.EEXIST),
            "add address %s to %s".formatted(address, renaming.toName())));
  }

  /** Seconds, unsigned, with a value for ever. */
  private int remaining(int lifetimeS) {
    return lifetimeS == FOREVER
        ? FOREVER
        : (int) Math.max(0, Integer.toUnsignedLong(lifetimeS) - ageS);
  }

  Step delete(Address address) {
    return new Step(
        Address.DELETE,
        0,
        renaming
            .address(address.payload())
            .without(Address.IFA_LABEL, Address.IFA_CACHEINFO, Address.IFA_FLAGS),
        Set.of(LibC.EADDRNOTAVAIL, LibC.ENODEV, LibC.ENXIO),
        "delete address %s from %s".formatted(address, renaming.toName()));
  }

  /** Adds a route behind those of the same network and metric; empty if it has expired. */
  Optional<Step> add(Route route) {
    Payload payload = bare(route);
    byte[] cache = route.payload().attributes().bytes(Route.RTA_CACHEINFO);
    if (cache.length >= EXPIRES_OFFSET + Integer.BYTES) {
      int ticks = ByteBuffer.wrap(cache).order(ByteOrder.nativeOrder()).getInt(EXPIRES_OFFSET);
      long leftS = ticks / TICKS_PER_S - ageS;
      if (ticks != 0 && leftS <= 0) {
        return Optional.empty();
      }
      if (ticks != 0) {
        payload = payload.with(Attribute.u32(Route.RTA_EXPIRES, (int) leftS));
      }
    }
    return Optional.of(
        new Step(
            Route.NEW,
            CREATE | NetlinkMessage.F_APPEND,
            payload,
            Set.of(LibC.EEXIST),
            "add route %s to %s".formatted(route, renaming.toName())));
  }

  /** What identifies the route, without what the kernel alone decides. */
  Payload bare(Route route) {
    Payload payload = renaming.route(route.payload()).without(Route.RTA_CACHEINFO);
    byte[] legs = payload.attributes().bytes(Route.RTA_MULTIPATH);
    if (legs.length > 0) {
      List<NextHop> bare = NextHop.parse(legs).stream().map(Placement::bare).toList();
      payload = payload.with(new Attribute(Route.RTA_MULTIPATH, NextHop.encode(bare)));
    }
    return payload.withI32(Route.FLAGS, payload.i32(Route.FLAGS) & ROUTE_FLAGS);
  }

  private static NextHop bare(NextHop leg) {
    return new NextHop(
        leg.flags() & ROUTE_FLAGS, leg.hops(), leg.interfaceIndex(), leg.attributes());
  }

  Step delete(Route route) {
    Payload payload = bare(route);
    return delete(
        route.isIpv4() ? payload : payload.without(Route.RTA_PREFSRC),
        "delete route %s from %s".formatted(route, renaming.toName()));
  }

  private static Step delete(Payload route, String what) {
    return new Step(Route.DELETE, 0, route, Set.of(LibC.ESRCH, LibC.ENODEV), what);
  }

  /** Deletes the route that the kernel makes for an address, for those who had deleted it. */
  Step deletePrefixRoute(Address address) {
    byte[] network = IpAddress.network(address.onLink().getAddress(), address.prefixLength());
    Payload payload =
        Payload.parse(new byte[Route.HEADER_SIZE], Route.HEADER_SIZE)
            .withU8(0, address.family())
            .withU8(Route.DST_LENGTH, address.prefixLength())
            .withU8(Route.TABLE, Route.TABLE_MAIN)
            .withU8(Route.PROTOCOL, Route.PROTOCOL_KERNEL)
            .withU8(Route.SCOPE, address.isIpv4() ? NO_SCOPE : 0)
            .withU8(Route.TYPE, Route.TYPE_UNICAST)
            .with(new Attribute(Route.RTA_DST, network))
            .with(Attribute.u32(Route.RTA_OIF, renaming.toIndex()));
    return delete(
        payload, "delete the kernel's route for %s from %s".formatted(address, renaming.toName()));
  }

  Step add(Rule rule) {
    return new Step(
        Rule.NEW,
        CREATE | NetlinkMessage.F_EXCL,
        bare(rule),
        Set.of(LibC.EEXIST),
        "add %s".formatted(rule));
  }

  Step delete(Rule rule) {
    return new Step(Rule.DELETE, 0, bare(rule), Set.of(LibC.ENOENT), "delete %s".formatted(rule));
  }

  Payload bare(Rule rule) {
    Payload payload = renaming.rule(rule.payload());
    return payload.withI32(Rule.FLAGS, payload.i32(Rule.FLAGS) & Rule.F_INVERT);
  }

  /** Adds a neighbour; one that was learnt is to be asked again before it is trusted (STALE). */
  Step add(Neighbour neighbour) {
    Payload payload = bare(neighbour);
    if (!neighbour.isPermanent() && !neighbour.isProxy()) {
      payload = payload.withU16(Neighbour.STATE, Neighbour.STALE);
    }
    Set<Integer> harmless =
        neighbour.isPermanent() || neighbour.isProxy()
            ? Set.of(LibC.EEXIST)
            : Set.of(LibC.EEXIST, LibC.EINVAL, LibC.ENOBUFS);
    return new Step(
        Neighbour.NEW,
        CREATE | NetlinkMessage.F_REPLACE,
        payload,
        harmless,
        "add %s to %s".formatted(neighbour, renaming.toName()));
  }

  Step delete(Neighbour neighbour) {
    return new Step(
        Neighbour.DELETE,
        0,
        bare(neighbour).without(Neighbour.NDA_LLADDR),
        Set.of(LibC.ENOENT, LibC.ENODEV, LibC.ENXIO),
        "delete %s from %s".formatted(neighbour, renaming.toName()));
  }

  Payload bare(Neighbour neighbour) {
    Payload payload =
        renaming
            .neighbour(neighbour.payload())
            .without(Neighbour.NDA_CACHEINFO, Neighbour.NDA_PROBES);
    return payload.withU8(Neighbour.FLAGS, payload.u8(Neighbour.FLAGS) & NEIGHBOUR_FLAGS);
  }
}
