package io.vnetctl.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Ports of a bridge whose frames differ in length: a bridge drops what is too long for a port. */
record MtuCheck() implements Check {
  @Override
  public String name() {
    return "mtu";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    List<Finding> findings = new ArrayList<>();
    for (String bridge : host.bridges()) {
      long expected = mtu(bridge, host);
      for (String port : host.ports(bridge)) {
        long found = mtu(port, host);
        if (expected > 0 && found > 0 && found != expected) {
          findings.add(
              Finding.warn(
                  "%s has mtu %d, its bridge %s %d".formatted(port, found, bridge, expected),
                  "long frames are dropped, so that connections hang once they carry data",
                  "sudo ip link set dev %s mtu %d".formatted(port, expected)));
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("every port has the mtu of its bridge"))
        : findings;
  }

  private static long mtu(String link, Surroundings host) {
    return host.number(Surroundings.link(link, "mtu")).orElse(0L);
  }
}
