package io.vnetctl.core.control;

/** Kinds of {@link Event}, in the order in which VDE's console lists them. */
public enum EventKind {
  MAC_LEARNED,
  MAC_FORGOTTEN,
  STP_STATE,
  STP_ROOT,
  STP_HEARD,
  STP_LOST,
  PORT_CREATED,
  PORT_DESERTED,
  ENDPOINT_DESCRIBED,
  ENDPOINT_ADDED,
  ENDPOINT_REMOVED
}
