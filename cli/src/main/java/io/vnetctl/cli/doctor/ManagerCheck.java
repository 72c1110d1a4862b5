package io.vnetctl.cli.doctor;

import io.vnetctl.cli.host.NicManagers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * NetworkManager, systemd-networkd and DHCP clients at an interface that is in a bridge, or that
 * create would put into one.
 */
record ManagerCheck() implements Check {
  private static final String NEW_BRIDGE = "ctysbr0";

  @Override
  public String name() {
    return "network-managers";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    NicManagers managers = new NicManagers(host.file("/run"), host.file("/proc"));
    List<Finding> findings = new ArrayList<>();
    for (String bridge : host.bridges()) {
      for (String port : host.ports(bridge)) {
        // a manager that has made the bridge knows what it does; a DHCP client of a port does not
        if (!host.isTap(port) && !managers.manages(index(bridge, host))) {
          add(findings, managers, port, bridge, host);
        }
        if (!host.isTap(port)) {
          for (String client : managers.dhcpClients(port)) {
            findings.add(
                Finding.warn(
                    client + " renews the address of " + port + ", a port of " + bridge,
                    "an address of a port is dead, and its route takes that of the bridge away",
                    "end it, and start the client on " + bridge));
          }
        }
      }
    }
    if (host.bridges().isEmpty()) {
      for (String uplink : host.uplinks()) {
        add(findings, managers, uplink, NEW_BRIDGE, host);
        for (String client : managers.dhcpClients(uplink)) {
          findings.add(
              Finding.warn(
                  client + " renews the address of " + uplink,
                  "once create has moved it to a bridge, the address ends with its lease",
                  "after create, start the client on " + NEW_BRIDGE + " instead"));
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("nobody else configures a bridge's interfaces"))
        : findings;
  }

  private static void add(
      List<Finding> findings, NicManagers managers, String nic, String bridge, Surroundings host) {
    long index = index(nic, host);
    if (managers.isNetworkManagers(index)) {
      findings.add(
          Finding.warn(
              "NetworkManager configures " + nic,
              "it may undo the bridge " + bridge,
              "nmcli device set " + nic + " managed no, or make the bridge in NetworkManager"));
    }
    if (managers.isNetworkds(index)) {
      findings.add(
          Finding.warn(
              "systemd-networkd configures " + nic,
              "it may undo the bridge " + bridge,
              "make the bridge in /etc/systemd/network, with Bridge=" + bridge + " for " + nic));
    }
  }

  private static long index(String link, Surroundings host) {
    return host.number(Surroundings.link(link, "ifindex")).orElse(0L);
  }
}
