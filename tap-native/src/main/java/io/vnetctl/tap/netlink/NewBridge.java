package io.vnetctl.tap.netlink;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A bridge to be made for a NIC: without spanning tree and forward delay, so that it forwards at
 * once; out of the way of the host's packet filters; and with no address until it gets the NIC's
 * (spec, vnetctl, 11.1 and 11.3).
 *
 * @param name 1 to 15 bytes
 * @param index number it is to have, so that it can be written down before it exists; see {@link
 *     Rtnetlink#unusedIndex()}
 * @param mac the NIC's, six octets with colons. An address given explicitly stays when a port with
 *     a lower one joins
 * @param mtu the NIC's, in bytes
 */
public record NewBridge(String name, int index, String mac, int mtu) {
  private static final int MAC_SIZE = 6;
  // linux/if_link.h
  private static final int IFLA_BR_NF_CALL_IPTABLES = 36;
  private static final int IFLA_BR_NF_CALL_IP6TABLES = 37;
  private static final int IFLA_BR_NF_CALL_ARPTABLES = 38;

  /** Rejects what no bridge can have. */
  public NewBridge {
    if (index < 1 || macBytes(mac).length != MAC_SIZE) {
      throw new IllegalArgumentException(
          "bridge %s cannot have index %d and address '%s'".formatted(name, index, mac));
    }
  }

  private static byte[] macBytes(String mac) {
    return HexFormat.ofDelimiter(":").parseHex(mac);
  }

  /** Down, with its final index. */
  Step creation() {
    Attributes data =
        Attributes.of(
            Attribute.u32(LinkState.IFLA_BR_STP_STATE, 0),
            Attribute.u32(LinkState.IFLA_BR_FORWARD_DELAY, 0),
            Attribute.u8(IFLA_BR_NF_CALL_IPTABLES, 0),
            Attribute.u8(IFLA_BR_NF_CALL_IP6TABLES, 0),
            Attribute.u8(IFLA_BR_NF_CALL_ARPTABLES, 0));
    Attributes info =
        Attributes.of(
            Attribute.text(LinkState.IFLA_INFO_KIND, "bridge"),
            Attribute.nested(LinkState.IFLA_INFO_DATA, data));
    Payload link =
        LinkChange.of(index)
            .with(Attribute.text(LinkState.IFLA_IFNAME, name))
            .with(new Attribute(LinkState.IFLA_ADDRESS, macBytes(mac)))
            .with(Attribute.nested(LinkState.IFLA_LINKINFO, info));
    return new Step(
        LinkState.NEW,
        NetlinkMessage.F_CREATE | NetlinkMessage.F_EXCL,
        link,
        Set.of(),
        "create bridge %s with index %d".formatted(name, index));
  }

  /**
   * Up. The MTU is set when the bridge exists: one given at its birth would follow its ports
   * (br_mtu_auto_adjust). IPv6 may be switched off: then there is no addr_gen_mode.
   */
  List<Step> completion() {
    Step noAddress =
        LinkChange.addrGenMode(
            index, AddrGenMode.NONE, "keep %s without link-local address".formatted(name));
    return List.of(
        LinkChange.mtu(index, mtu, "set the MTU of bridge %s to %d".formatted(name, mtu)),
        new Step(
            noAddress.type(),
            noAddress.flags(),
            noAddress.payload(),
            Set.of(LibC.EAFNOSUPPORT),
            noAddress.what()),
        LinkChange.up(index, true, "set bridge %s up".formatted(name)));
  }
}
