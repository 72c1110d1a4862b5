package io.vnetctl.cli.host;

import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.util.Optional;

/**
 * The TAPs that a switch may have: those of its owner. What else has the name or number that was
 * written down, or that a switch tells of, is not touched.
 *
 * @param ownerUid unsigned; a TAP without an owner is root's
 */
record SwitchTaps(Rtnetlink rtnetlink, int ownerUid) {
  /** By its number, which no later interface of this network gets; it may have a new name. */
  Optional<LinkState> find(LinkId tap) throws NetlinkException {
    return rtnetlink.link(tap.index()).filter(this::isOwners);
  }

  /** The interface of a name, be it the owner's or not; empty if there is none or it is no TAP. */
  Optional<LinkState> named(String name) throws NetlinkException {
    return rtnetlink.link(name).filter(LinkState::isTap);
  }

  boolean isOwners(LinkState link) {
    return link.isTap()
        && link.tun()
            .filter(tun -> tun.ownerUid().orElse(0) == Integer.toUnsignedLong(ownerUid))
            .isPresent();
  }

  /** Takes it out of whatever bridge it is in, and out of the system; no error if it has gone. */
  void remove(LinkState tap) throws NetlinkException {
    if (rtnetlink.link(tap.index()).filter(this::isOwners).isPresent()) {
      rtnetlink.deleteTap(tap.index(), tap.name());
    }
  }
}
