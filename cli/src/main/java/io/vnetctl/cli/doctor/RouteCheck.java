package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Routes of an interface that is in a bridge: what takes them is lost. */
record RouteCheck() implements Check {
  @Override
  public String name() {
    return "routes";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    List<String> routed =
        host.lines("/proc/net/route").stream()
            .skip(1)
            .map(line -> line.split("\t")[0].strip())
            .distinct()
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (String bridge : host.bridges()) {
      for (String port : host.ports(bridge)) {
        if (routed.contains(port)) {
          boolean strict =
              host.number("/proc/sys/net/ipv4/conf/all/rp_filter").orElse(0L) == 1
                  || host.number("/proc/sys/net/ipv4/conf/" + bridge + "/rp_filter").orElse(0L)
                      == 1;
          findings.add(
              Finding.warn(
                  port + ", a port of " + bridge + ", has routes of its own",
                  strict
                      ? "answers that come in by the bridge are dropped (rp_filter is 1)"
                      : "what takes them does not come back",
                  "sudo ip addr flush dev " + port));
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("no port of a bridge has routes of its own"))
        : findings;
  }
}
