package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Firewalls that see bridged frames: that of routed packets, where br_netfilter hands frames to it,
 * and that of bridges. Rules are not read, which takes privileges; that there are tables is seen.
 */
record BridgeFilterCheck() implements Check {
  private static final String FOLDER = "/proc/sys/net/bridge/";

  /**
   * A firewall of routed packets.
   *
   * @param sysctl that hands it the frames of all bridges
   * @param attribute of a bridge that hands it those of this one
   * @param tables file that names its tables of xtables, for root
   * @param module of its table of filters, for everybody
   * @param program that shows and changes its rules
   */
  private record Family(
      String sysctl, String attribute, String tables, String module, String program) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "bridge-nf-call-iptables",
              "nf_call_iptables",
              "/proc/net/ip_tables_names",
              "iptable_filter",
              "iptables"),
          new Family(
              "bridge-nf-call-ip6tables",
              "nf_call_ip6tables",
              "/proc/net/ip6_tables_names",
              "ip6table_filter",
              "ip6tables"));

  @Override
  public String name() {
    return "bridge-filter";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Family family : FAMILIES) {
      if (hasRules(host, family)) {
        if (host.number(FOLDER + family.sysctl()).orElse(0L) == 1) {
          findings.add(
              routed(
                  host,
                  "net.bridge." + family.sysctl() + " is 1",
                  family,
                  "sudo sysctl -w net.bridge." + family.sysctl() + "=0"));
        }
        for (String bridge : host.bridges()) {
          String attribute = Surroundings.link(bridge, "bridge/" + family.attribute());
          if (host.number(attribute).orElse(0L) == 1) {
            findings.add(
                routed(
                    host,
                    bridge + " has " + family.attribute() + " on",
                    family,
                    "sudo ip link set " + bridge + " type bridge " + family.attribute() + " 0"));
          }
        }
      }
    }
    if (host.exists("/sys/module/ebtable_filter")) {
      findings.add(
          Finding.warn(
              "ebtables has a table of filters",
              "frames of guests pass its chain FORWARD; 'sudo ebtables-legacy -L' shows what it drops",
              "sudo ebtables-legacy -P FORWARD ACCEPT, or a rule that accepts the frames of guests"));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("no firewall of routed packets sees bridged frames"))
        : findings;
  }

  private static Finding routed(Surroundings host, String what, Family family, String mend) {
    String docker = host.links().contains("docker0") ? " (Docker is here, and sets that)" : "";
    return Finding.warn(
        what,
        "frames of guests pass the chain FORWARD, whose policy may be DROP%s; look with 'sudo %s -S FORWARD'%s"
            .formatted(
                docker, family.program(), hasNfTables(host) ? " and 'sudo nft list ruleset'" : ""),
        mend
            + ", or: sudo "
            + family.program()
            + " -I FORWARD -m physdev --physdev-is-bridged -j ACCEPT");
  }

  /** Without tables there is nothing that drops. */
  private static boolean hasRules(Surroundings host, Family family) throws IOException {
    return host.lines(family.tables()).contains("filter")
        || host.exists("/sys/module/" + family.module())
        || hasNfTables(host)
        || host.links().contains("docker0");
  }

  private static boolean hasNfTables(Surroundings host) {
    return host.exists("/sys/module/nf_tables");
  }
}
