package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU guests with {@code -netdev vde}: Debian's cloud kernel under emulation, no KVM needed. */
final class GuestTest {
  private static final String HOST = "10.9.0.254";
  private static final String ALICE = "10.9.0.1";
  private static final String BOB = "10.9.0.2";

  @TempDir Path folder;

  @Test
  void guestsPingEachOtherAndTheHostThroughTheTap() throws IOException {
    Requirement.tap();
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    Requirement.program("nsenter", "util-linux");
    Requirement.program("ip", "iproute2");
    Path image = image();
    try (Namespace host = Namespace.create();
        SwitchProcess vde =
            SwitchProcess.start(
                host.enter(), SwitchProcess.program(), folder, "sw", "-t", "tap0")) {
      host.run("ip", "addr", "add", HOST + "/24", "dev", "tap0");
      host.run("ip", "link", "set", "tap0", "up");

      try (PeerProcess alice = guest(host, image, vde, 5, ALICE, BOB);
          PeerProcess bob = guest(host, image, vde, 6, BOB, ALICE)) {
        alice.awaitOutput("PASS all");
        bob.awaitOutput("PASS all");
        host.run("busybox", "ping", "-c", "3", "-i", "0.2", "-W", "5", ALICE);
        host.run("busybox", "ping", "-c", "3", "-i", "0.2", "-W", "5", BOB);

        String table = vde.ask("hash/print");
        assertTrue(table.contains("02:00:00:00:00:05 VLAN 0000 to port: 005"), table);
        assertTrue(table.contains("02:00:00:00:00:06 VLAN 0000 to port: 006"), table);
        assertTrue(vde.ask("port/print 5").contains(": QEMU user="), vde.ask("port/print 5"));

        alice.kill();
        vde.awaitPortState(5, "INACTIVE");
        bob.terminate();
        vde.awaitPortState(6, "INACTIVE");
      }
      vde.stop();
    }
  }

  @Test
  void guestKeepsItsNetworkWhenTheSwitchRestarts() throws IOException {
    pingGoesOn(vde -> vde.restart());
  }

  @Test
  void guestKeepsItsNetworkWhenTheSwitchIsKilled() throws IOException {
    pingGoesOn(
        vde -> {
          vde.awaitHolder();
          vde.killAndAwaitSuccessor();
        },
        "--survive");
  }

  private void pingGoesOn(Consumer<Succeeding> incident, String... options) throws IOException {
    Requirement.tap();
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    Requirement.program("nsenter", "util-linux");
    Requirement.program("ip", "iproute2");
    Path image = image();
    List<String> words = new ArrayList<>(List.of("-t", "tap0"));
    words.addAll(List.of(options));
    try (Namespace host = Namespace.create();
        Succeeding vde =
            Succeeding.of(
                SwitchProcess.start(
                    host.enter(),
                    SwitchProcess.program(),
                    folder,
                    "sw",
                    words.toArray(String[]::new)))) {
      host.run("ip", "addr", "add", HOST + "/24", "dev", "tap0");
      host.run("ip", "link", "set", "tap0", "up");
      try (PeerProcess alice = guest(host, image, vde.first(), 5, ALICE, HOST)) {
        alice.awaitOutput("PASS all");
        PeerProcess ping =
            host.start(List.of("busybox", "ping", "-c", "20", "-i", "0.1", "-W", "5", ALICE));

        incident.accept(vde);

        assertEquals(0, ping.awaitExit(), ping::toString);
        assertTrue(ping.output().contains(" 0% packet loss"), ping::output);
        assertTrue(vde.ask("port/print 5").contains(": QEMU user="), vde.ask("port/print 5"));
      }
    }
  }

  /** The folder of kernel and initrd; the first time takes some seconds and a package mirror. */
  private static Path image() {
    Requirement.program("apt-get", "apt");
    Requirement.program("dpkg-deb", "dpkg");
    Requirement.program("busybox", "busybox-static");
    try (PeerProcess script =
        PeerProcess.start(Repository.file("build/guest-image.sh").toString())) {
      int status = script.awaitExit();
      Requirement.of(status == 0, "needs a guest image: " + script.errors());
      return Path.of(script.output().strip());
    }
  }

  private static PeerProcess guest(
      Namespace host, Path image, SwitchProcess vde, int port, String address, String other) {
    String boot =
        "console=ttyS0 quiet panic=-1 guest.ip=" + address + "/24 guest.ping=" + other + "," + HOST;
    return host.start(
        List.of(
            "qemu-system-x86_64",
            "-machine",
            "q35,accel=tcg",
            "-cpu",
            "max",
            "-m",
            "128",
            "-nodefaults",
            "-no-user-config",
            "-no-reboot",
            "-display",
            "none",
            "-serial",
            "stdio",
            "-kernel",
            image.resolve("vmlinuz").toString(),
            "-initrd",
            image.resolve("initrd").toString(),
            "-append",
            boot,
            "-netdev",
            "vde,id=net,sock=" + vde.folder() + ",port=" + port,
            "-device",
            "virtio-net-pci,netdev=net,romfile=,mac=02:00:00:00:00:0" + port));
  }
}
