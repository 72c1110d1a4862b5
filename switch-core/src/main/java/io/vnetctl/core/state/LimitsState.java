package io.vnetctl.core.state;

import io.vnetctl.core.control.PortLimits;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits of ports, of those that exist and of those yet to be made.
 *
 * @param portsPerUser how many a user may hold who is neither root nor the owner; 0: any number
 * @param others of all ports but those of {@code own}
 * @param own by number
 * @param shut ports that a BPDU has shut
 */
public record LimitsState(
    int portsPerUser, PortLimits others, SortedMap<Integer, PortLimits> own, BitSet shut) {

  /** Keeps its own collections. */
  public LimitsState {
    own = new TreeMap<>(own);
    shut = (BitSet) shut.clone();
  }
}
