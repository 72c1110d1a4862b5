package io.vnetctl.core.state;

import java.util.OptionalInt;

/**
 * An endpoint of a port.
 *
 * @param id unique among the endpoints of the switch
 * @param uid whose it is; empty: the switch's own device
 * @param module what kind it is
 * @param description what it says of itself; may be empty
 */
public record EndpointState(int id, OptionalInt uid, String module, String description) {}
