package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Clients of several users on one switch (vde-dataplane 1.2 and 2.5). */
final class AccessTest {
  @TempDir Path folder;

  @BeforeEach
  void needsUsersAndVdePlug() throws IOException {
    User.requireRoot();
    VdePlug.require();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void usersWithoutNamesAreServed() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666");
        PeerProcess low = VdePlug.start(User.NAMELESS.prefix(), vde, 7);
        PeerProcess high = VdePlug.start(User.HIGH.prefix(), vde, 8);
        Plug root = Plug.connect(vde, 9)) {
      for (PeerProcess plug : List.of(low, high)) {
        byte[] frame = Frames.frame(Frames.BROADCAST, "02:00:00:00:00:07", "from " + plug.pid());
        plug.write(VdePlug.inStream(frame));
        root.awaitFrame(frame);
      }
      List<Object> owners = List.of(owner(vde, "007"), owner(vde, "008"), owner(vde, "009"));
      assertEquals(List.of((int) User.NAMELESS.uid(), (int) User.HIGH.uid(), 0), owners);
    }
  }

  @Test
  void nameOfAClientForgesNoLineOfTheLogAndControlsNoTerminal() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666");
        SocketChannel ctl = SocketChannel.open(UnixDomainSocketAddress.of(vde.ctl()))) {
      Path forged = Path.of("/tmp/x\nvde_switch: all is well\u001b[2J\u009b2J");
      ctl.write(PortRequest.of(0, forged, "client"));
      assertEquals(-1, ctl.read(ByteBuffer.allocate(1)));
      String log = "client refused: /tmp/x?vde_switch: all is well?[2J?2J: No such file";
      Eventually.await(() -> vde.process().errors().contains(log), vde::toString);
    }
  }

  private static Object owner(SwitchProcess vde, String port) throws IOException {
    String name =
        vde.dataSockets().stream().filter(file -> file.startsWith(port)).findFirst().orElseThrow();
    return Files.getAttribute(vde.folder().resolve(name), "unix:uid");
  }

  @Test
  void portOfAUserIsForThatUserAndRoot() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666")) {
      vde.succeed("port/create 7");
      vde.succeed("port/setuser 7 nobody");
      assertRefused(vde, User.NAMELESS, 7);
      assertRefused(vde, User.HIGH, 7);
      VdePlug.start(User.NOBODY.prefix(), vde, 7).close();
      vde.awaitPortState(7, "INACTIVE");
      VdePlug.start(List.of(), vde, 7).close();
    }
  }

  @Test
  void portOfAGroupIsForItsMembers() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666")) {
      vde.succeed("port/create 8");
      vde.succeed("port/setgroup 8 nogroup");
      assertRefused(vde, User.NAMELESS, 8);
      VdePlug.start(User.NOBODY.prefix(), vde, 8).close();
    }
  }

  @Test
  void portInUseIsNotSharedWithAnotherUser() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666");
        PeerProcess first = VdePlug.start(User.NOBODY.prefix(), vde, 7)) {
      assertRefused(vde, User.NAMELESS, 7, "ACTIVE");
      assertTrue(first.isAlive());
    }
  }

  @Test
  void socketOfSomebodyElseIsNoAddress() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Claimant.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666");
        AFUNIXDatagramChannel victim = AFUNIXDatagramChannel.open()) {
      // not connected: such a socket would refuse the switch by itself
      Path address = folder.resolve("victim");
      victim.bind(AFUNIXSocketAddress.of(address));
      Files.setPosixFilePermissions(address, PosixFilePermissions.fromString("rwxrwxrwx"));
      String[] claim = {
        java,
        "-cp",
        classes.toString(),
        Claimant.class.getName(),
        vde.ctl().toString(),
        address.toString(),
        "2"
      };
      String answer = PeerProcess.run(User.NAMELESS.command(claim).toArray(String[]::new));
      assertEquals(Claimant.REFUSED, answer.strip());
      assertEquals("", vde.portState(2));

      assertEquals(Claimant.GRANTED, PeerProcess.run(claim).strip(), "to the socket's owner");
    }
  }

  /**
   * Asks again and again, while the name is its own socket, a link to another's, and that again.
   */
  private static final String EXCHANGE =
      """
      import os, socket, struct, sys, threading
      ctl, victim, home = sys.argv[1:4]
      name, mine, link = (os.path.join(home, n) for n in ('name', 'mine', 'link'))
      data = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      data.bind(mine)
      done = False
      def exchange():
        while not done:
          for target in (victim, mine):
            if os.path.lexists(link): os.unlink(link)
            if target == mine: os.link(mine, link)
            else: os.symlink(victim, link)
            os.rename(link, name)
      threading.Thread(target=exchange).start()
      granted = 0
      for i in range(400):
        s = socket.socket(socket.AF_UNIX)
        s.connect(ctl)
        s.send(struct.pack('<III', 0xfeedface, 3, 2 << 8) + struct.pack('<H', 1)
            + name.encode().ljust(108, b'\\0') + b'exchange')
        try: granted += len(s.recv(110)) > 0
        except ConnectionError: pass
        s.close()
      done = True
      print('granted', granted)
      """;

  @Test
  void nameThatIsExchangedMeanwhileReachesNobodyElse() throws IOException {
    Requirement.program("python3", "python3");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "666");
        Plug author = Plug.connect(vde, 1);
        AFUNIXDatagramChannel victim = AFUNIXDatagramChannel.open()) {
      Path address = folder.resolve("victim");
      victim.bind(AFUNIXSocketAddress.of(address));
      victim.configureBlocking(false);
      Files.setPosixFilePermissions(address, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path home = Files.createDirectory(folder.resolve("home"));
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
      try (PeerProcess attacker =
          PeerProcess.start(
              User.NAMELESS.command(
                  "/usr/bin/python3",
                  "-c",
                  EXCHANGE,
                  vde.ctl().toString(),
                  address.toString(),
                  home.toString()))) {
        while (attacker.isAlive()) {
          author.send(Frames.frame(Frames.BROADCAST, "02:00:00:00:00:01", "for members only"));
        }
        String granted = attacker.output().strip();
        assertTrue(granted.matches("granted [1-9]\\d*"), attacker::toString);
      }
      assertNull(victim.receive(ByteBuffer.allocate(2_000)), "the victim got a frame");
      assertTrue(vde.process().errors().contains("is not a socket"), vde::toString);
      vde.assertSound();
    }
  }

  private static void assertRefused(SwitchProcess vde, User user, int port) {
    assertRefused(vde, user, port, "INACTIVE");
  }

  private static void assertRefused(SwitchProcess vde, User user, int port, String state) {
    try (PeerProcess plug = PeerProcess.start(user.command("vde_plug", VdePlug.port(vde, port)))) {
      assertTrue(plug.awaitExit() != 0, plug::toString);
    }
    assertEquals(state, vde.portState(port));
  }
}
