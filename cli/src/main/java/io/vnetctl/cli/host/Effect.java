package io.vnetctl.cli.host;

import io.vnetctl.tap.netlink.NicSnapshot;
import java.util.Optional;

/** What a call has brought about, or is about to: enough to take it back. */
sealed interface Effect {
  /**
   * A bridge, and the NIC that was or is being moved into it.
   *
   * @param bridge chosen before it is made: the kernel gives a new bridge the index asked for
   * @param nic all that the NIC had before; empty if the bridge has no uplink
   */
  record Bridge(LinkId bridge, Optional<NicSnapshot> nic) implements Effect {}

  /** The process that takes the move of a NIC back unless it is told not to. */
  record Guard(RunningProcess process) implements Effect {}

  /** A TAP, which vanishes with this process until it is made persistent. */
  record Tap(LinkId tap) implements Effect {}

  /** The process of a switch, with all that it makes itself. */
  record SwitchProcess(RunningProcess process) implements Effect {}
}
