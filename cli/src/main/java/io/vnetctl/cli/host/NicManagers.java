package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who else configures an interface, and might undo what is done to it (spec vnetctl, chapter 11.3;
 * R83).
 *
 * @param run /run, or what stands for it
 * @param proc /proc, or what stands for it
 */
record NicManagers(Path run, Path proc) {
  private static final List<String> DHCP_CLIENTS = List.of("dhclient", "dhcpcd", "udhcpc");

  /** Those of this host. */
  static NicManagers ofThisHost() {
    return new NicManagers(Path.of("/run"), Path.of("/proc"));
  }

  /** One line for each that manages the interface, with what to do about it. */
  List<String> warnings(LinkId nic, String bridge) {
    List<String> warnings = new ArrayList<>();
    String index = String.valueOf(nic.index());
    if (Files.exists(run.resolve("NetworkManager/devices").resolve(index))) {
      warnings.add(
          ("NetworkManager manages %s and may undo this; to keep it, make the bridge there:"
                  + " nmcli connection add type bridge ifname %s stp no; nmcli connection add type"
                  + " ethernet ifname %s master %s")
              .formatted(nic.name(), bridge, nic.name(), bridge));
    }
    if (Files.exists(run.resolve("systemd/netif/links").resolve(index))) {
      warnings.add(
          ("systemd-networkd manages %s and may undo this; to keep it, make the bridge there:"
                  + " a file %s.netdev with [NetDev] Name=%s Kind=bridge, and Bridge=%s in the"
                  + " [Network] section of %s")
              .formatted(nic.name(), bridge, bridge, bridge, nic.name()));
    }
    for (String client : dhcpClients(nic.name())) {
      warnings.add(
          ("%s renews the address of %s and does not know that it moved; the bridge keeps it with"
                  + " its remaining lifetime: start the client on %s before that ends")
              .formatted(client, nic.name(), bridge));
    }
    return warnings;
  }

  private List<String> dhcpClients(String nic) {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .flatMap(process -> client(process, nic).stream())
          .sorted()
          .distinct()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> client(Path process, String nic) {
    try {
      List<String> words = List.of(Files.readString(process.resolve("cmdline")).split("\0"));
      String program = Path.of(words.getFirst().replaceAll(":$", "")).getFileName().toString();
      return DHCP_CLIENTS.contains(program) && words.contains(nic)
          ? List.of(program + " (process " + process.getFileName() + ")")
          : List.of();
    } catch (IOException | RuntimeException gone) {
      return List.of();
    }
  }
}
