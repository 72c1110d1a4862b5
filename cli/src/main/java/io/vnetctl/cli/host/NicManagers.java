package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who else configures an interface, and might undo what is done to it (spec vnetctl, chapter 11.3;
 * R83).
 *
 * @param run /run, or what stands for it
 * @param proc /proc, or what stands for it
 */
public record NicManagers(Path run, Path proc) {
  private static final List<String> DHCP_CLIENTS = List.of("dhclient", "dhcpcd", "udhcpc");

  /** What dhcpcd calls the process that serves all interfaces. */
  private static final Set<String> OF_ALL = Set.of("[manager]", "[master]");

  /** Those of this host. */
  static NicManagers ofThisHost() {
    return new NicManagers(Path.of("/run"), Path.of("/proc"));
  }

  /** One line for each that manages the interface, with what to do about it. */
  List<String> warnings(LinkId nic, String bridge) {
    List<String> warnings = new ArrayList<>();
    if (isNetworkManagers(nic.index())) {
      warnings.add(
          ("NetworkManager manages %s and may undo this; to keep it, make the bridge there:"
                  + " nmcli connection add type bridge ifname %s stp no; nmcli connection add type"
                  + " ethernet ifname %s master %s")
              .formatted(nic.name(), bridge, nic.name(), bridge));
    }
    if (isNetworkds(nic.index())) {
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

  // NetworkManager and networkd know every interface, and say which they leave alone

  /** Whether NetworkManager configures the interface of this number. */
  public boolean isNetworkManagers(long index) {
    return manages(run.resolve("NetworkManager/devices/" + index), "managed=false");
  }

  /** Whether systemd-networkd does. */
  public boolean isNetworkds(long index) {
    return manages(run.resolve("systemd/netif/links/" + index), "ADMIN_STATE=unmanaged");
  }

  /** Whether one of them does. */
  public boolean manages(long index) {
    return isNetworkManagers(index) || isNetworkds(index);
  }

  private static boolean manages(Path state, String exception) {
    try {
      return !Files.readAllLines(state, StandardCharsets.ISO_8859_1).contains(exception);
    } catch (NoSuchFileException unknown) {
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** DHCP clients of the interface, as {@code dhclient (process 712)}. */
  public List<String> dhcpClients(String nic) {
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
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      // dhcpcd puts a title in the place of its words, with blanks: "dhcpcd: eth0 [ip4]"
      List<String> words = List.of(line.split("[\0 ]"));
      String program = Path.of(words.getFirst().replaceAll(":$", "")).getFileName().toString();
      boolean mayRenew = words.contains(nic) || words.stream().anyMatch(OF_ALL::contains);
      return DHCP_CLIENTS.contains(program) && mayRenew
          ? List.of(program + " (process " + process.getFileName() + ")")
          : List.of();
    } catch (IOException | RuntimeException gone) {
      return List.of();
    }
  }
}
