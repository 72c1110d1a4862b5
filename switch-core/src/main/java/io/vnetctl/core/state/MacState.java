package io.vnetctl.core.state;

import io.vnetctl.core.frame.MacAddress;

/**
 * An address of the MAC table.
 *
 * @param seenAt second in which it was seen last, counted from the start of the switch
 */
public record MacState(MacAddress mac, int vlan, int port, int seenAt) {}
