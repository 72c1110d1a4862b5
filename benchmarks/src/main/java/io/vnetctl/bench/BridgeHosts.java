package io.vnetctl.bench;

import java.io.IOException;

/** Two hosts on veth pairs of which the other ends are ports of a bridge of the kernel. */
final class BridgeHosts {
  static final String NAME = "kernel bridge";

  private BridgeHosts() {}

  static Hosts open() throws IOException {
    return Resources.build(
        resources -> {
          NetworkNamespace home = resources.add(NetworkNamespace.open());
          NetworkNamespace a = resources.add(NetworkNamespace.open());
          NetworkNamespace b = resources.add(NetworkNamespace.open());
          home.run("ip", "link", "add", "br0", "type", "bridge");
          home.run("ip", "link", "set", "br0", "up");
          attach(home, "porta", "linka", a);
          attach(home, "portb", "linkb", b);
          Hosts hosts = new Hosts(a, b, resources.add(CpuClock.ofNothing()), resources);
          hosts.up("linka", "linkb");
          return hosts;
        });
  }

  private static void attach(NetworkNamespace home, String port, String link, NetworkNamespace host)
      throws IOException {
    home.run("ip", "link", "add", port, "type", "veth", "peer", "name", link);
    home.move(link, host);
    home.run("ip", "link", "set", port, "master", "br0", "up");
  }
}
