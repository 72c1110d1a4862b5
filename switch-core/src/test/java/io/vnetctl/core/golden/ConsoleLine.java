package io.vnetctl.core.golden;

import io.vnetctl.core.control.Command;
import java.util.Arrays;

/** The few console lines that the recorded cases use to set a switch up. */
final class ConsoleLine {
  private ConsoleLine() {}

  static Command parse(String line) {
    String[] words = line.strip().split(" ");
    int[] n = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
    return switch (words[0]) {
      case "hash/setexpire" -> new Command.SetMacExpiry(n[0]);
      case "hash/setgcint" -> new Command.SetSweepInterval(n[0]);
      case "hash/setminper" -> new Command.SetMinPersistence(n[0]);
      case "hash/setsize" -> new Command.SetMacTableSize(n[0]);
      case "port/create" -> new Command.CreatePort(n[0]);
      case "port/sethub" -> new Command.SetHub(n[0] != 0);
      case "port/setvlan" -> new Command.SetPortVlan(n[0], n[1]);
      case "vlan/create" -> new Command.CreateVlan(n[0]);
      case "vlan/remove" -> new Command.RemoveVlan(n[0]);
      case "vlan/addport" -> new Command.AddVlanPort(n[0], n[1]);
      case "vlan/delport" -> new Command.RemoveVlanPort(n[0], n[1]);
      case "fstp/setfstp" -> new Command.SetStp(n[0] != 0);
      case "fstp/setedge" -> new Command.SetStpEdge(n[0], n[1], n[2] != 0);
      case "fstp/bonus" -> new Command.SetStpBonus(n[0], n[1], n[2]);
      default -> throw new IllegalArgumentException("console line not known here: " + line);
    };
  }
}
