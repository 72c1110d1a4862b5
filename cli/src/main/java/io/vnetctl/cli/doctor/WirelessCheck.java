package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Wireless interfaces, which take part in no bridge. */
record WirelessCheck() implements Check {
  @Override
  public String name() {
    return "wireless";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String uplink : host.uplinks()) {
      if (isWireless(uplink, host)) {
        findings.add(
            Finding.warn(
                uplink + ", which carries the default route, is wireless",
                "an access point takes frames of one station only, so create does not put it into"
                    + " a bridge",
                "sudo vnetctl -i INTERFACE create with a wired one, or a bridge without uplink: sudo"
                    + " ip link add ctysbr0 type bridge"));
      }
    }
    for (String bridge : host.bridges()) {
      for (String port : host.ports(bridge)) {
        if (isWireless(port, host)) {
          findings.add(
              Finding.warn(
                  port + " in " + bridge + " is wireless",
                  "an access point drops what guests send",
                  "sudo ip link set " + port + " nomaster"));
        }
      }
    }
    return findings.isEmpty() ? List.of(Finding.ok("no uplink is wireless")) : findings;
  }

  private static boolean isWireless(String link, Surroundings host) {
    return host.exists(Surroundings.link(link, "wireless"))
        || host.exists(Surroundings.link(link, "phy80211"));
  }
}
