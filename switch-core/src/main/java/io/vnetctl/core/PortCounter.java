package io.vnetctl.core;

/** What is counted at each port, 64 bits each. Bytes are without FCS. */
public enum PortCounter {
  /** Frames received, after the check for runts and giants, before any filter. */
  IN_FRAMES("frames received"),
  /** Bytes of {@link #IN_FRAMES}. */
  IN_BYTES("bytes received"),
  /** Frames offered to the port for sending, once for all its endpoints. */
  OUT_FRAMES("frames sent"),
  /** Bytes of {@link #OUT_FRAMES}, after a tag was added or removed. */
  OUT_BYTES("bytes sent"),
  /** Received with fewer than 14 bytes. */
  IN_RUNT("received frames shorter than an Ethernet header"),
  /** Received with more bytes than the switch takes. */
  IN_GIANT("received frames longer than the limit"),
  /** Received from a TAP with a header that does not fit the frame. */
  IN_BAD_OFFLOAD("received frames whose offload header does not fit them"),
  /** Received with the tag of a VLAN of which the port is no member. */
  IN_FOREIGN_VLAN("received frames tagged with a VLAN that the port is not in"),
  /** Received untagged on a port without an untagged VLAN. */
  IN_NO_VLAN("received untagged frames on a port without untagged VLAN"),
  /** Received while the spanning tree has the port discard, or BPDU guard has shut it. */
  IN_DISCARDING("received frames while the spanning tree or BPDU guard blocks the port"),
  /** Received for an address that lives on the same port. */
  IN_SAME_PORT("received frames for an address on the same port"),
  /** BPDUs taken by the spanning tree. */
  IN_BPDU("BPDUs taken by the spanning tree"),
  /** Addresses learnt in the place of an older one because the MAC table is full. */
  IN_REPLACED("addresses learnt in the place of an older one, the MAC table being full"),
  /** Received from an address that is not learnt on a port with a MAC limit. */
  IN_MAC_LIMIT("received frames from addresses beyond the port's MAC limit"),
  /** To be flooded beyond the flood limit of the port. */
  IN_FLOOD_LIMIT("received frames not flooded because of the flood limit of the port"),
  /** Received for an address on a port from which this one is isolated. */
  IN_ISOLATED("received frames for an isolated port on a port that is isolated, too"),
  /** BPDUs received on a guarded port. */
  IN_BPDU_GUARD("BPDUs received on a guarded port"),
  /** Not sent because an endpoint's queue was full. */
  OUT_QUEUE_FULL("frames dropped because an endpoint was too slow"),
  /** Not sent because the endpoint's socket is gone or its device is down. */
  OUT_REFUSED("frames dropped because an endpoint refused them");

  private final String sentence;

  PortCounter(String sentence) {
    this.sentence = sentence;
  }

  /** What is counted, in words. */
  public String sentence() {
    return sentence;
  }
}
