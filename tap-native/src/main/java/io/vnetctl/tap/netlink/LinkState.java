package io.vnetctl.tap.netlink;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network interface as the kernel describes it (RTM_NEWLINK, rtnetlink(7); linux/if_link.h).
 *
 * @param index number in its network namespace, 1 or more
 * @param flags IFF_ flags of linux/if.h
 * @param arpType ARPHRD_ number of linux/if_arp.h; 1 is Ethernet, 772 loopback
 * @param mac the link-layer address as lower-case octets with colons; empty if there is none
 * @param mtu bytes of the longest payload, without Ethernet header
 * @param masterIndex index of the bridge, bond or VRF it is a port of; 0 if of none
 * @param lowerIndex index of the interface it lies on, as eth0 for eth0.10; 0 if on none
 * @param kind the driver of a virtual interface, such as bridge, tun, veth, bond or vlan; empty for
 *     hardware
 * @param slaveKind kind of the master, such as bridge; empty if it is no port
 * @param parentDevice the device on its bus, such as 0000:00:03.0; empty if the kernel names none
 * @param carrier whether the physical link is there
 * @param addrGenMode empty where the interface has no IPv6
 * @param bridge of a bridge only
 * @param tun of a TUN or TAP only
 */
public record LinkState(
    int index,
    String name,
    int flags,
    int arpType,
    String mac,
    int mtu,
    int masterIndex,
    int lowerIndex,
    String kind,
    String slaveKind,
    String parentDevice,
    boolean carrier,
    OperState operState,
    Optional<AddrGenMode> addrGenMode,
    Optional<Bridge> bridge,
    Optional<Tun> tun) {

  /**
   * What a bridge says of itself.
   *
   * @param spanningTree whether it runs STP
   * @param forwardDelayCs centiseconds in listening and in learning
   */
  public record Bridge(boolean spanningTree, int forwardDelayCs) {}

  /**
   * What a TUN/TAP says of itself.
   *
   * @param tap whether it carries Ethernet frames; otherwise IP packets
   * @param ownerUid empty if any user may open it
   * @param groupGid empty if any group may
   * @param persistent whether it lives without a process
   * @param vnetHeader whether who has it open, or had it last, put a virtio_net_hdr before frames
   */
  public record Tun(
      boolean tap,
      OptionalLong ownerUid,
      OptionalLong groupGid,
      boolean persistent,
      boolean vnetHeader) {}

  // linux/rtnetlink.h
  static final int NEW = 16;
  static final int DELETE = 17;
  static final int GET = 18;
  static final int SET = 19;
  // struct ifinfomsg: family, pad, type, index, flags, change
  static final int HEADER_SIZE = 16;
  static final int TYPE = 2;
  static final int INDEX = 4;
  static final int FLAGS = 8;
  static final int CHANGE = 12;

  // linux/if_link.h
  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  private static final int IFLA_STATS = 7;
  static final int IFLA_MASTER = 10;
  static final int IFLA_OPERSTATE = 16;
  static final int IFLA_LINKINFO = 18;
  private static final int IFLA_STATS64 = 23;
  static final int IFLA_AF_SPEC = 26;
  static final int IFLA_EXT_MASK = 29;
  static final int IFLA_CARRIER = 33;
  static final int IFLA_PARENT_DEV_NAME = 56;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int IFLA_INFO_SLAVE_KIND = 4;
  static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  static final int IFLA_BR_FORWARD_DELAY = 1;
  static final int IFLA_BR_STP_STATE = 5;
  private static final int IFLA_TUN_OWNER = 1;
  private static final int IFLA_TUN_GROUP = 2;
  private static final int IFLA_TUN_TYPE = 3;
  private static final int IFLA_TUN_VNET_HDR = 5;
  private static final int IFLA_TUN_PERSIST = 6;
  private static final int TUN_TYPE_TAP = 2;

  // linux/if.h, linux/if_arp.h
  static final int IFF_UP = 0x1;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int ARPHRD_ETHER = 1;

  static LinkState parse(byte[] bytes) {
    Payload payload = Payload.parse(bytes, HEADER_SIZE);
    Attributes link = payload.attributes();
    Attributes info = link.nested(IFLA_LINKINFO);
    Attributes data = info.nested(IFLA_INFO_DATA);
    String kind = info.text(IFLA_INFO_KIND);
    Attributes ipv6 = link.nested(IFLA_AF_SPEC).nested(LibC.AF_INET6);
    return new LinkState(
        payload.i32(INDEX),
        link.text(IFLA_IFNAME),
        payload.i32(FLAGS),
        payload.u16(TYPE),
        HexFormat.ofDelimiter(":").formatHex(link.bytes(IFLA_ADDRESS)),
        link.u32(IFLA_MTU, 0),
        link.u32(IFLA_MASTER, 0),
        link.u32(IFLA_LINK, 0),
        kind,
        info.text(IFLA_INFO_SLAVE_KIND),
        link.text(IFLA_PARENT_DEV_NAME),
        link.u8(IFLA_CARRIER, 0) != 0,
        OperState.of(link.u8(IFLA_OPERSTATE, 0)),
        AddrGenMode.of(ipv6.u8(IFLA_INET6_ADDR_GEN_MODE, -1)),
        kind.equals("bridge") ? Optional.of(bridge(data)) : Optional.empty(),
        kind.equals("tun") ? Optional.of(tun(data)) : Optional.empty());
  }

  /** The same message without what changes from packet to packet. */
  static byte[] withoutCounters(byte[] bytes) {
    return Payload.parse(bytes, HEADER_SIZE).without(IFLA_STATS, IFLA_STATS64).encode();
  }

  private static Bridge bridge(Attributes data) {
    return new Bridge(data.u32(IFLA_BR_STP_STATE, 0) != 0, data.u32(IFLA_BR_FORWARD_DELAY, 0));
  }

  private static Tun tun(Attributes data) {
    return new Tun(
        data.u8(IFLA_TUN_TYPE, 0) == TUN_TYPE_TAP,
        id(data, IFLA_TUN_OWNER),
        id(data, IFLA_TUN_GROUP),
        data.u8(IFLA_TUN_PERSIST, 0) != 0,
        data.u8(IFLA_TUN_VNET_HDR, 0) != 0);
  }

  private static OptionalLong id(Attributes data, int type) {
    return data.find(type)
        .map(id -> OptionalLong.of(Integer.toUnsignedLong(id.asU32())))
        .orElse(OptionalLong.empty());
  }

  /** Up by administration, with or without carrier. */
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  public boolean isBridge() {
    return kind.equals("bridge");
  }

  public boolean isTap() {
    return tun.isPresent() && tun.get().tap();
  }

  public boolean isLoopback() {
    return (flags & IFF_LOOPBACK) != 0;
  }

  /** By its type, so a bridge, TAP or veth is one, too. */
  public boolean isEthernet() {
    return arpType == ARPHRD_ETHER;
  }

  /** A port of a bridge, bond or VRF. */
  public boolean isPort() {
    return masterIndex != 0;
  }
}
