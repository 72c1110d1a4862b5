package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NicManagersTest {
  private static final LinkId NIC = new LinkId("eth0", 2);

  @TempDir private Path folder;

  private List<String> warnings() {
    return new NicManagers(folder.resolve("run"), folder.resolve("proc")).warnings(NIC, "br0");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void r83_managersThatKnowTheInterfaceAreNamed() throws IOException {
    write("run/NetworkManager/devices/2", "[device]\nconnection-uuid=1\n");
    write("run/systemd/netif/links/2", "ADMIN_STATE=configured\nOPER_STATE=routable\n");

    assertEquals(2, warnings().size());
    assertTrue(warnings().getFirst().startsWith("NetworkManager manages eth0"));
    assertTrue(warnings().getLast().startsWith("systemd-networkd manages eth0"));
  }

  @Test
  void r83_managersThatLeaveItAloneAreNot() throws IOException {
    write("run/NetworkManager/devices/2", "[device]\nmanaged=false\n");
    write("run/systemd/netif/links/2", "ADMIN_STATE=unmanaged\n");
    write("run/systemd/netif/links/3", "ADMIN_STATE=configured\n");

    assertEquals(List.of(), warnings());
  }

  @Test
  void r83_clientsOfDhcpAreNamed() throws IOException {
    write("proc/100/cmdline", "/sbin/dhclient\0-4\0eth0\0");
    write("proc/101/cmdline", "udhcpc\0-i\0eth0\0");
    write("proc/102/cmdline", "dhcpcd: [manager] [ip4] [ip6]\0");
    write("proc/103/cmdline", "dhcpcd: eth0 [ip4]\0");
    write("proc/200/cmdline", "/sbin/dhclient\0eth1\0");
    write("proc/201/cmdline", "dhcpcd: eth1 [ip4]\0");
    write("proc/202/cmdline", "vi\0eth0\0");
    write("proc/203/cmdline", "");

    assertEquals(
        List.of(
            "dhclient (process 100)",
            "dhcpcd (process 102)",
            "dhcpcd (process 103)",
            "udhcpc (process 101)"),
        warnings().stream().map(line -> line.substring(0, line.indexOf(" renews"))).toList());
  }
}
