package io.vnetctl.core.control;

/** What a port may do with the frames of a VLAN (802.1D, 7.4). */
public enum StpState {
  /** Drops all but BPDUs. */
  DISCARDING,
  /** Learns addresses, forwards nothing. A port without a client is shown in this state. */
  LEARNING,
  /** Learns and forwards. */
  FORWARDING
}
