package io.vnetctl.core.control;

import io.vnetctl.core.frame.MacAddress;

/**
 * Something that happened in the switch, for those who asked to be told. Source: spec vde-console,
 * chapter 2.
 */
public sealed interface Event {

  /** The kind, by which listeners choose. */
  EventKind kind();

  /** An address entered the MAC table. */
  record MacLearned(MacAddress mac, int vlan, int port) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.MAC_LEARNED;
    }
  }

  /** An address left the MAC table. */
  record MacForgotten(MacAddress mac, int vlan, int port) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.MAC_FORGOTTEN;
    }
  }

  /** A port's state in a VLAN changed. */
  record StpStateChanged(int port, int vlan, StpState state) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.STP_STATE;
    }
  }

  /** A VLAN has another root bridge, reached through the port; port 0: this switch is the root. */
  record StpRootChanged(int port, int vlan, long rootId) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.STP_ROOT;
    }
  }

  /** A bridge was heard on a port that was silent. */
  record StpNeighbourHeard(int port, int vlan) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.STP_HEARD;
    }
  }

  /** The bridge behind a port fell silent. */
  record StpNeighbourLost(int port, int vlan) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.STP_LOST;
    }
  }

  /** A port came into being. */
  record PortCreated(int port) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.PORT_CREATED;
    }
  }

  /** The last endpoint of a port has gone. */
  record PortDeserted(int port) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.PORT_DESERTED;
    }
  }

  /** An endpoint told what it is. */
  record EndpointDescribed(int port, int endpointId, String description) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.ENDPOINT_DESCRIBED;
    }
  }

  /** An endpoint joined a port. */
  record EndpointAdded(int port, int endpointId) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.ENDPOINT_ADDED;
    }
  }

  /** An endpoint left a port. */
  record EndpointRemoved(int port, int endpointId) implements Event {
    @Override
    public EventKind kind() {
      return EventKind.ENDPOINT_REMOVED;
    }
  }
}
