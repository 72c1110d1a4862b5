package io.vnetctl.core.state;

import io.vnetctl.core.PortCounter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A port. A counter that is not named is 0.
 *
 * @param endpoints the oldest first
 */
public record PortState(
    int number,
    int untaggedVlan,
    boolean allocatable,
    OptionalInt allowedUid,
    OptionalInt allowedGid,
    Map<PortCounter, Long> counters,
    List<EndpointState> endpoints) {

  /** Keeps its own collections. */
  public PortState {
    counters = Map.copyOf(counters);
    endpoints = List.copyOf(endpoints);
  }
}
