package io.vnetctl.tap.netlink;

/**
 * A host with everything that a NIC can be configured with: on top of {@link HostAndPeer}, or where
 * eth0 has the same addresses.
 */
public final class RichHost {
  /** Words for ip(8), one call a line. */
  public static final String COMMANDS =
      """
      link add other0 type veth peer name other1
      link set other0 up
      link set other1 up
      address add 10.1.0.1/24 dev other0
      address add 2001:db8:a::1/64 dev other0
      address add 192.0.2.11/24 dev eth0
      address add 192.0.2.12/24 dev eth0
      address add 198.51.100.10/25 brd + dev eth0 label eth0:1 metric 50
      address add 10.9.9.1 peer 10.9.9.2/32 dev eth0
      address add 203.0.113.5/24 dev eth0 noprefixroute scope site
      address add 10.7.0.1/16 dev eth0
      route del 10.7.0.0/16 dev eth0
      address add 2001:db8::11/64 dev eth0 nodad
      address add 2001:db8:1::10/64 dev eth0 noprefixroute
      address add 2001:db8:2::10/64 dev eth0 preferred_lft 0
      address add 2001:db8:3::1 peer 2001:db8:3::2/128 dev eth0
      address add 2001:db8:4::10/64 dev eth0 metric 300
      address add 2001:db8:6::10/64 dev eth0
      -6 route del 2001:db8:6::/64 dev eth0
      route append default via 192.0.2.3
      route add default via 192.0.2.4 metric 100
      route add 10.2.0.0/16 dev eth0
      route add 10.3.0.0/16 via 10.2.0.1 dev eth0 mtu 1300 advmss 1200 proto static src 192.0.2.11
      route add 10.4.0.0/16 via 172.16.0.1 dev eth0 onlink
      route append 10.4.0.0/16 via 172.16.0.2 dev eth0 onlink
      route add default via 192.0.2.1 table 100 src 198.51.100.10
      route add 192.0.2.0/24 dev eth0 table 100 proto kernel scope link metric 100
      route add 10.5.0.0/16 nexthop via 192.0.2.5 dev eth0 weight 3 nexthop via 10.1.0.2 dev other0
      route add 10.6.0.0/16 via 10.1.0.9 dev other0 src 192.0.2.10
      route add 10.8.0.0/16 via inet6 fe80::1 dev eth0
      route add blackhole 10.99.0.0/16
      route add local 10.98.0.0/16 dev eth0
      -6 route add 2001:db8:b::/48 via 2001:db8::5 metric 10 mtu 1400
      -6 route add 2001:db8:c::/48 via fe80::1 dev eth0 pref high src 2001:db8::11
      -6 route add 2001:db8:d::/48 nexthop via fe80::1 dev eth0 weight 2 nexthop via fe80::2 dev other0
      -6 route add default via fe80::1 dev eth0 metric 2000
      -6 route add default via fe80::1 dev eth0 table 100
      -6 route add 2001:db8:e::/48 dev eth0 proto static
      rule add iif eth0 table 100 priority 100
      rule add from 10.1.0.0/24 table 100 priority 100
      rule add oif eth0 table 100 priority 100
      rule add from 192.0.2.10 table 100 priority 200
      -6 rule add iif eth0 table 100 priority 100
      -6 rule add not from 2001:db8::/64 table 100 priority 100
      neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent
      neigh add 2001:db8::77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent router
      neigh add proxy 192.0.2.78 dev eth0
      """;

  private RichHost() {}

  static void configure() throws Exception {
    Ip.batch(COMMANDS);
  }
}
