package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new process that fails at any step of taking over changes nothing for the old one. */
final class HotRestartFaultTest {
  private static final String KEPT = "restart failed, this process goes on: ";

  @TempDir Path folder;

  @Test
  void faultAtEachStepLeavesTheOldOneRunning() throws IOException {
    Requirement.program("python3", "python3");
    Path pidFile = folder.resolve("pid");
    try (Succeeding vde = start(List.of(), "-p", pidFile.toString());
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 3)) {
      vde.ask("vlan/create 7");
      vde.ask("vlan/addport 7 3");
      List<String> faults = new ArrayList<>(List.of("state", "late"));
      // control socket, console, and connection and data socket of each client
      for (int file = 0; file < 6; file++) {
        faults.add("file " + file);
      }
      for (String fault : faults) {
        assertKept(vde, fault, alice, bob);
        assertEquals(vde.pid() + "\n", Files.readString(pidFile), fault);
      }

      // Nothing that has failed stands in the way of the next.
      Files.writeString(folder.resolve("fault"), "none");
      vde.restart();
      HotRestartTest.talk(alice, bob);
      assertEquals(vde.pid() + "\n", Files.readString(pidFile));
      vde.stop();
    }
  }

  @Test
  void tapThatCannotBeTakenOverStaysPlugged() throws IOException {
    Requirement.tap();
    Requirement.program("nsenter", "util-linux");
    Requirement.program("python3", "python3");
    try (Namespace network = Namespace.create();
        Succeeding vde = start(network.enter(), "-t", "tap1");
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      assertKept(vde, "file 6", alice, bob);
      assertTrue(vde.ask("port/print").contains("module tuntap "), () -> vde.ask("port/print"));
      vde.first().stop();
    }
  }

  private Succeeding start(List<String> prefix, String... options) throws IOException {
    Path program = folder.resolve("successor");
    Files.writeString(
        program,
        "#!/bin/sh\nexec python3 %s \"$(cat %s)\" %s \"$@\"\n"
            .formatted(
                Repository.file("cli/src/test/resources/io/vnetctl/cli/peers/faulty-successor.py"),
                folder.resolve("fault"),
                SwitchProcess.program()));
    program.toFile().setExecutable(true);
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("env", "VNETCTL_JAVA_OPTIONS=-Dvnetctl.program=" + program));
    return Succeeding.of(
        SwitchProcess.start(words, SwitchProcess.program(), folder, "sw", options));
  }

  private void assertKept(Succeeding vde, String fault, Plug alice, Plug bob) throws IOException {
    Files.writeString(folder.resolve("fault"), fault);
    final long before = vde.pid();
    final List<String> sockets = vde.first().dataSockets();
    final String ports = vde.ask("port/allprint");
    final String vlans = vde.ask("vlan/allprint");
    final long lines = log(vde).size();

    vde.signal("USR2");
    Eventually.await(() -> log(vde).size() > lines, () -> fault + ": no line: " + vde.first());

    assertEquals(before, vde.pid(), fault);
    assertEquals(sockets, vde.first().dataSockets(), fault);
    assertEquals(ports, vde.ask("port/allprint"), fault);
    assertEquals(vlans, vde.ask("vlan/allprint"), fault);
    HotRestartTest.talk(alice, bob);
    assertFalse(alice.isUnplugged(), fault);
    assertFalse(bob.isUnplugged(), fault);
    assertEquals(0, ProcessHandle.of(before).orElseThrow().children().count(), fault);
    assertEquals(lines + 1, log(vde).size(), () -> fault + ": " + vde.first());
    assertTrue(log(vde).getLast().contains(KEPT), () -> fault + ": " + log(vde).getLast());
    System.out.println("fault '" + fault + "': " + log(vde).getLast());
  }

  private static List<String> log(Succeeding vde) {
    return vde.first().process().errors().lines().toList();
  }
}
