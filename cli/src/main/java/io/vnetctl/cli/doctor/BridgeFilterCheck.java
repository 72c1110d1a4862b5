package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bridged frames that the firewall of routed ones sees (br_netfilter). */
record BridgeFilterCheck() implements Check {
  private static final String FOLDER = "/proc/sys/net/bridge/";

  /** Sysctls, attributes of a bridge, and the program that shows the rules. */
  private static final List<String[]> FAMILIES =
      List.of(
          new String[] {"bridge-nf-call-iptables", "nf_call_iptables", "iptables"},
          new String[] {"bridge-nf-call-ip6tables", "nf_call_ip6tables", "ip6tables"});

  @Override
  public String name() {
    return "bridge-filter";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (hasRules(host)) {
      for (String[] family : FAMILIES) {
        if (host.number(FOLDER + family[0]).orElse(0L) == 1) {
          findings.add(
              warning(
                  "net.bridge." + family[0] + " is 1",
                  family[2],
                  "sudo sysctl -w net.bridge." + family[0] + "=0"));
        }
        for (String bridge : host.bridges()) {
          if (host.number(Surroundings.link(bridge, "bridge/" + family[1])).orElse(0L) == 1) {
            findings.add(
                warning(
                    bridge + " has " + family[1] + " on",
                    family[2],
                    "sudo ip link set " + bridge + " type bridge " + family[1] + " 0"));
          }
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("no firewall of routed packets sees bridged frames"))
        : findings;
  }

  private static Finding warning(String what, String program, String mend) {
    return Finding.warn(
        what,
        "frames of guests pass the chain FORWARD, whose policy may be DROP (Docker sets that); '"
            + program
            + " -S FORWARD' shows it",
        mend + ", or: sudo " + program + " -I FORWARD -m physdev --physdev-is-bridged -j ACCEPT");
  }

  /** Without tables there is nothing that drops. */
  private static boolean hasRules(Surroundings host) throws IOException {
    return host.lines("/proc/net/ip_tables_names").contains("filter")
        || host.lines("/proc/net/ip6_tables_names").contains("filter")
        || host.exists("/sys/module/nf_tables")
        || host.links().contains("docker0");
  }
}
