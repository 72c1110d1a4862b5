package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.User;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code vde_switch --user}: started by root, runs as somebody else. */
final class SwitchOfAUserTest {
  @Test
  void opensItsTapAndThenHasTheRightsOfItsUserAlone() throws IOException {
    try (Host host = Host.bare()) {
      host.run("chmod", "600", "/dev/net/tun");
      host.ours(
              "vde_switch",
              "-d",
              "-t",
              "tap7",
              "-s",
              "/var/tmp/s",
              "-M",
              "/var/tmp/m",
              "-p",
              "/run/m",
              "--user",
              "nobody:daemon")
          .run()
          .expect(0);

      String pid = Files.readString(host.file("/run/m")).strip();
      Map<String, String> status =
          Files.readAllLines(host.file("/proc/" + pid + "/status")).stream()
              .map(line -> line.split(":\\s*", 2))
              .collect(Collectors.toMap(line -> line[0], line -> line[1].strip()));
      assertEquals("65534\t65534\t65534\t65534", status.get("Uid"));
      assertEquals("1\t1\t1\t1", status.get("Gid"));
      assertEquals("65534", status.get("Groups"));
      assertEquals("0000000000000000", status.get("CapEff"));
      assertEquals("0000000000000000", status.get("CapPrm"));
      assertEquals(
          "nobody daemon 644 /run/m\nnobody daemon 2700 /var/tmp/s\nnobody daemon 600 /var/tmp/s/ctl\n"
              + "nobody daemon 600 /var/tmp/m\n",
          host.run(
              "stat", "-c", "%U %G %a %n", "/run/m", "/var/tmp/s", "/var/tmp/s/ctl", "/var/tmp/m"));
      assertTrue(host.hasLink("tap7"));

      host.ours("unixcmd", "-s", "/var/tmp/m", "shutdown").run().expect(0);
      Eventually.await(() -> !host.isRunning(pid), () -> "the switch goes on");
      assertFalse(host.exists("/var/tmp/s"));
      assertTrue(host.exists("/run/m"), "a user cannot remove it");
    }
  }

  @Test
  void isNotStartedForAUserWhoseRightsCannotBeHad() {
    try (Host host = Host.bare()) {
      Ended ended =
          host.ours("vde_switch", "-s", "/var/tmp/s", "--user", "daemon")
              .as(User.NOBODY)
              .run()
              .expect(1);
      assertEquals(
          "vde_switch: cannot become uid 1, gid 1: its groups: Operation not permitted; needs root\n",
          ended.err());
      assertFalse(host.exists("/var/tmp/s"));
    }
  }
}
