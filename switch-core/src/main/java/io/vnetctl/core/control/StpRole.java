package io.vnetctl.core.control;

/** Role of a port in the spanning tree of a VLAN (802.1D-2004, 17.7). */
public enum StpRole {
  /** Leads to the root bridge. */
  ROOT,
  /** Leads away from the root bridge. */
  DESIGNATED,
  /** A second way to the root, or to a segment served already; blocked. */
  ALTERNATE_OR_BACKUP,
  /** Leads to an end station; takes no part. */
  EDGE,
  /** Tagged members, whose role VDE does not show. */
  UNKNOWN
}
