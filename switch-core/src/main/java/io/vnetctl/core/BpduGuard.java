package io.vnetctl.core;

/**
 * Shuts a guarded port when a BPDU comes in: behind it is a bridge where only a host should be, and
 * there may be a loop, or somebody who wants to become root. A port that is shut takes and gets no
 * frame of any VLAN, and no BPDU, until it is opened by command or its last client leaves.
 *
 * <p>For the spanning tree a port that is shut is one without a client.
 */
final class BpduGuard {
  private final VlanTable vlans;
  private final SpanningTree stp;
  private final PacedLog log;

  BpduGuard(VlanTable vlans, SpanningTree stp, PacedLog log) {
    this.vlans = vlans;
    this.stp = stp;
    this.log = log;
  }

  /** A BPDU came in on a guarded port. */
  void caught(Port port, int now) {
    port.count(PortCounter.IN_BPDU_GUARD);
    if (port.isShut()) {
      return;
    }
    port.setShut(true);
    vlans.of(port).forEach(vlan -> stp.portInactive(vlan, port, now));
    log.line(
        now,
        () ->
            "port %d is shut because a BPDU came in; open it with port/bpduguard %d 1, or 0 to"
                    .formatted(port.number, port.number)
                + " take BPDUs from it");
  }

  /** Opens a port that is shut, if it is. */
  void open(Port port, int now) {
    if (port.isShut()) {
      port.setShut(false);
      vlans.of(port).forEach(vlan -> stp.portActive(vlan, port, now));
    }
  }
}
