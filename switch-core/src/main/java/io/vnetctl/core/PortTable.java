package io.vnetctl.core;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The ports that exist, and how many there may be. */
final class PortTable {
  /** Ports at most, whatever is asked for; keeps a port number from costing memory without end. */
  static final int MAX_PORTS = 65_536;

  private Port[] ports = new Port[32];
  private int limit;

  PortTable(int limit) {
    this.limit = limit;
  }

  /** Port numbers are below this. */
  int limit() {
    return limit;
  }

  void setLimit(int newLimit) {
    limit = newLimit;
  }

  boolean isInRange(int number) {
    return number >= 0 && number < limit;
  }

  /** The port of this number, or null. */
  Port get(int number) {
    return number < ports.length ? ports[number] : null;
  }

  Port create(int number, boolean allocatable) {
    if (number >= ports.length) {
      ports = Arrays.copyOf(ports, Math.max(number + 1, 2 * ports.length));
    }
    ports[number] = new Port(number, allocatable);
    return ports[number];
  }

  void remove(int number) {
    ports[number] = null;
  }

  /** Ports that exist, ascending. */
  List<Port> all() {
    return Arrays.stream(ports).filter(Objects::nonNull).toList();
  }

  /** How many ports are in use by the applicant's user. */
  int heldBy(Applicant applicant) {
    int held = 0;
    for (Port port : ports) {
      if (port != null && port.isHeldBy(applicant)) {
        held++;
      }
    }
    return held;
  }

  /** The lowest number from 1 up that an applicant may have. */
  OptionalInt firstFor(Applicant applicant) {
    for (int number = 1; number < limit; number++) {
      Port port = get(number);
      if (port == null || !port.isActive() && port.isAllocatable() && port.admits(applicant)) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }
}
