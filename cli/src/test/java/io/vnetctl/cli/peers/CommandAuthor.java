package io.vnetctl.cli.peers;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random console commands, most of them about ports and VLANs that may exist, some out of range.
 */
final class CommandAuthor {
  /** The VLANs that commands are mostly about. */
  static final List<String> VLANS = List.of("0", "1", "2", "3", "10", "4093");

  private static final List<String> ODD_NUMBERS =
      List.of("-1", "0", "4094", "4095", "4096", "33", "99", "0x2", "010", "7x", "abc", "");
  private static final List<String> ODD_COMMANDS =
      List.of(
          "",
          "# a comment",
          "bogus",
          "port",
          "vlan",
          "Port/print",
          "  showinfo",
          "showinfo x",
          "helpx",
          "help port",
          "help vlan/",
          "help",
          "help nosuch",
          "vlan/create5",
          "load /nonexistent/file",
          "plugin/list",
          "plugin/add nosuch",
          "plugin/del nosuch",
          "ds/showinfo",
          "showinfo",
          "debug/list",
          "debug/list hash",
          "debug/list nosuch");
  private static final List<String> DEBUG =
      List.of("", "hash", "hash/+", "port", "port/ep", "fstp", "fstp/root", "mgmt", "nosuch");
  private static final List<String> USERS = List.of("root", "NONE", "ANY", "54321", "nosuch", "");

  private final Random random;
  private final int ports;
  private final boolean hub;
  private final List<Supplier<String>> commands;

  /**
   * @param ports commands are mostly about ports 0 to this one
   * @param hub whether the session switches to hub
   */
  CommandAuthor(Random random, int ports, boolean hub) {
    this.random = random;
    this.ports = ports;
    this.hub = hub;
    commands =
        List.of(
            () -> "vlan/create " + vlan(),
            () -> "vlan/remove " + vlan(),
            () -> "vlan/addport " + vlan() + " " + port(),
            () -> "vlan/addport " + vlan() + " " + port(),
            () -> "vlan/delport " + vlan() + " " + port(),
            () -> "vlan/print " + either(vlan(), ""),
            () -> "vlan/allprint " + either(vlan(), ""),
            () -> "port/setvlan " + port() + " " + vlan(),
            () -> "port/setvlan " + port() + " " + vlan(),
            () -> "port/create " + port(),
            () -> "port/createauto",
            () -> "port/remove " + port(),
            () -> "port/allocatable " + port() + " " + pick(List.of("0", "1", "5", "")),
            () -> "port/setuser " + port() + " " + pick(USERS),
            () -> "port/setgroup " + port() + " " + pick(USERS),
            () -> "port/setnumports " + number(40),
            () -> "port/resetcounter " + either(port(), ""),
            () -> "port/print " + either(port(), ""),
            () -> "port/allprint " + either(port(), ""),
            () -> "port/showinfo",
            () -> "hash/print",
            () -> "hash/find " + mac() + " " + either(vlan(), ""),
            () -> "hash/showinfo",
            () -> "hash/setsize " + number(300),
            () -> "hash/setgcint " + number(10),
            () -> "hash/setexpire " + (1000 + random.nextInt(9)),
            () -> "hash/setminper " + pick(List.of("-1", "100000")),
            () -> "fstp/showinfo",
            () -> "fstp/setfstp " + pick(List.of("0", "off", "")),
            () -> "fstp/setedge " + vlan() + " " + port() + " " + pick(List.of("0", "1", "")),
            () -> "fstp/bonus " + vlan() + " " + port() + " " + number(5000),
            () -> "fstp/print " + either(vlan(), ""),
            () -> "debug/add " + pick(DEBUG),
            () -> "debug/del " + pick(DEBUG),
            () -> pick(ODD_COMMANDS));
  }

  /** A command that all {@link IntendedDifferences} let through. */
  String next() {
    String command = pick(commands).get();
    while (IntendedDifferences.anyAvoids(command, hub)) {
      command = pick(commands).get();
    }
    return command;
  }

  private String vlan() {
    return random.nextInt(8) == 0 ? pick(ODD_NUMBERS) : pick(VLANS);
  }

  private String port() {
    return number(ports);
  }

  String number(int most) {
    return random.nextInt(8) == 0 ? pick(ODD_NUMBERS) : String.valueOf(random.nextInt(most + 1));
  }

  private String mac() {
    return random.nextInt(8) == 0
        ? pick(List.of("", "1", "xx:00", "02:00:00:00:00", "02.00.00.00.00.01"))
        : "02:00:00:00:00:0" + (1 + random.nextInt(FrameAuthor.ADDRESSES));
  }

  private String either(String one, String other) {
    return random.nextBoolean() ? one : other;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
