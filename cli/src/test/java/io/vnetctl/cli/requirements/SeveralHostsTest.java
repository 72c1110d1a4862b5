package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several hosts set up from one place, each with a network, files and processes of its own. */
final class SeveralHostsTest {
  private static final String PATH =
      "PATH=" + Host.installed("vnetctl").getParent() + ":/usr/sbin:/usr/bin:/sbin:/bin";

  @TempDir Path folder;

  @Test
  void r140_threeHostsAreSetUpAndTakenDownInOneCallEach() throws IOException {
    try (Host a = Host.withNic();
        Host b = Host.withBridge("br0");
        Host c = Host.withNic()) {
      ssh(List.of(a, b, c), "SSH_CONNECTION=192.0.2.1 4711 192.0.2.10 22");
      for (Host host : List.of(a, c)) {
        host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
      }

      Ended made = call("-X", "-f", "-r", "h0,root@h1,h2", "create").expect(0);
      assertEquals(
          List.of("ctysbr0", "br0", "ctysbr0"),
          made.lines().stream().map(line -> line.split(";")[1]).toList(),
          made::toString);
      Ended list = call("-r", "h0,h1,h2", "list").expect(0);
      assertEquals(
          3, list.lines().stream().filter(line -> line.startsWith("vde_switch0.root")).count());
      assertEquals(1, list.lines().stream().filter(line -> line.startsWith("switch ")).count());
      call("-r", "h0,h1,h2", "check").expect(0);

      call("-f", "-r", "h0,h1,h2", "--remove-bridge", "cancel").expect(0);
      assertTrue(a.ip("route").contains("default via 192.0.2.1 dev eth0"));
      assertTrue(b.hasLink("br0"));
      call("-r", "h0,h1,h2", "check").expect(1);
    }
  }

  @Test
  void r113_r127_ordinaryUserOfAnotherHostIsRootThereBySudo() throws IOException {
    Requirement.program("sudo", "sudo");
    try (Host there = Host.withBridge("br0")) {
      ssh(List.of(there), "HOME=/nonexistent", User.NOBODY.prefix());

      Ended refused = call("-r", "h0", "create");
      assertEquals(2, refused.status(), refused::toString);
      Matcher advice = Pattern.compile("add '([^']*)' to /etc/sudoers").matcher(refused.err());
      assertTrue(advice.find(), refused::toString);
      Files.writeString(there.file("/etc/sudoers.d/vnetctl"), advice.group(1) + "\n");
      there.run("chmod", "440", "/etc/sudoers.d/vnetctl");
      Ended made = call("-X", "-r", "h0", "-Z", "sudo", "create").expect(0);
      assertTrue(made.out().contains(";/var/tmp/vde_switch0.nobody;"), made::toString);
      assertEquals("nobody 700\n", there.run("stat", "-c", "%U %a", "/var/tmp/vde_switch0.nobody"));
      call("-r", "h0", "check").expect(0);
      call("-r", "h0", "-Z", "sudo", "cancel").expect(0);
      assertNothingElseIsAllowed(there);
    }
  }

  /** What the line for sudoers must not give away. */
  private static void assertNothingElseIsAllowed(Host there) {
    String program = Host.realPath("vnetctl").toString();
    for (String words :
        List.of(
            "-H man",
            "create -H man --reexec=local",
            "create -r h1 --reexec=local",
            "cancel list --reexec=local",
            "-u daemon create --reexec=local",
            "create -u daemon --reexec=local",
            "create -u nobody:shadow --reexec=local",
            "switch --help --reexec=local",
            "watchdog /var/tmp/journal 1")) {
      List<String> command = new ArrayList<>(List.of("sudo", "-n", program));
      command.addAll(List.of(words.split(" ")));
      Ended tried = there.program(command.toArray(String[]::new)).as(User.NOBODY).run();
      assertEquals(1, tried.status(), () -> words + ": " + tried);
      assertEquals("", tried.out(), words);
    }
    assertFalse(there.hasLink("tap0"));
  }

  private void ssh(List<Host> hosts, String variable) throws IOException {
    ssh(hosts, variable, List.of());
  }

  /** What stands for ssh: the host of the name h0, h1, … runs the command as a login would. */
  private void ssh(List<Host> hosts, String variable, List<String> identity) throws IOException {
    StringBuilder script = new StringBuilder("#!/bin/sh\nwhile [ \"$1\" != -- ]; do shift; done\n");
    script.append("case $2 in\n");
    for (int i = 0; i < hosts.size(); i++) {
      List<String> words = new ArrayList<>(hosts.get(i).enter());
      words.addAll(List.of("env", "-i", PATH, "HOME=/root", variable));
      words.addAll(identity);
      script
          .append("h" + i + ") exec ")
          .append(words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")))
          .append(" sh -c \"$3\" ;;\n");
    }
    script.append("esac\nexit 255\n");
    Path ssh = folder.resolve("ssh");
    Files.writeString(ssh, script);
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended call(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "CTYS_SSH=" + folder.resolve("ssh"),
                "HOME=" + folder,
                Host.installed("vnetctl").toString()));
    command.addAll(List.of(words));
    try (PeerProcess process = PeerProcess.start(command)) {
      process.closeInput();
      return new Ended(process.awaitExit(), process.output(), process.errors());
    }
  }
}
