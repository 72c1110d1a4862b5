package io.vnetctl.core.control;

/** Why a {@link Command} was refused. The console gives each the errno that VDE's tools expect. */
public enum Failure {
  /** A number is out of range, or a name is unknown (EINVAL). */
  INVALID,
  /** The port, VLAN or endpoint does not exist, or has no client (ENXIO). */
  ABSENT,
  /** The port or VLAN exists already (EEXIST). */
  EXISTS,
  /** The address is not in the MAC table (ENODEV). */
  NO_DEVICE,
  /** All ports are taken (ENOSPC). */
  FULL,
  /**
   * In use: a port with a client, a VLAN with members, a port beyond the new limit (EADDRINUSE).
   */
  IN_USE
}
