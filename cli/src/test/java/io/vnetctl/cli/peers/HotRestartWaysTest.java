package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hot restart of switches that run otherwise than in the foreground, and by whom it is asked. */
final class HotRestartWaysTest {
  private static final int MANY = 300;
  private static final int ADDRESSES = 60_000;

  /** A successor that comes and says nothing. */
  private static final String CONNECTS =
      """
      #!/usr/bin/env python3
      import os, socket, time
      link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
      link.connect("\\0" + os.environ["VNETCTL_HANDOVER"])
      """;

  /** One that says it is ready, takes all that it is given, and does nothing with it. */
  private static final String HANGS =
      CONNECTS
          + """
          link.send(b"ready")
          socket.recv_fds(link, 4096, 253)
          time.sleep(60)
          """;

  @TempDir Path folder;

  @Test
  void daemonGoesOn() throws IOException {
    Path pidFile = folder.resolve("pid");
    PeerProcess.run(
        SwitchProcess.program().toString(),
        "-d",
        "-s",
        folder.resolve("sw").toString(),
        "-M",
        folder.resolve("sw.mgmt").toString(),
        "-p",
        pidFile.toString(),
        "-f",
        folder.resolve("no.rc").toString());
    long before = Long.parseLong(Files.readString(pidFile).strip());
    Path ctl = folder.resolve("sw/ctl");
    try (DaemonProcess first = DaemonProcess.of(pidFile);
        Plug alice = Plug.connect(ctl, 0, "the daemon");
        Plug bob = Plug.connect(ctl, 0, "the daemon")) {
      first.signal("USR2");
      first.awaitEnd();
      try (DaemonProcess second = DaemonProcess.of(pidFile)) {
        HotRestartTest.talk(alice, bob);
        assertNotEquals(before, Long.parseLong(Files.readString(pidFile).strip()));
        assertEquals(Path.of("/dev/null"), second.file(2));
        second.signal("TERM");
        second.awaitEnd();
      }
      assertFalse(Files.exists(ctl));
      assertFalse(Files.exists(pidFile));
    }
  }

  @Test
  void switchOfVnetctlGoesOn() throws IOException {
    Path words = folder.resolve("vnetctl-switch");
    Files.writeString(
        words, "#!/bin/sh\nexec " + Repository.file("bin/vnetctl") + " switch \"$@\"\n");
    words.toFile().setExecutable(true);
    try (Succeeding vde = Succeeding.of(SwitchProcess.start(List.of("env"), words, folder, "sw"));
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      vde.restart();
      HotRestartTest.talk(alice, bob);
      vde.stop();
    }
  }

  @Test
  void switchOfAUserGoesOnWithItsRightsAndForThatUserOnly() throws IOException {
    User.requireRoot();
    User owner = User.NOBODY;
    Path place = Files.createTempDirectory(Path.of("/tmp"), "vnetctl");
    try {
      PeerProcess.run("chmod", "1777", place.toString());
      String user = owner.uid() + ":" + owner.gid();
      try (Succeeding vde = Succeeding.start(place, "--user", user);
          Plug alice = Plug.connect(vde.first(), 0);
          Plug bob = Plug.connect(vde.first(), 0)) {
        String pid = String.valueOf(vde.pid());
        try (PeerProcess stranger =
            PeerProcess.start(
                User.NAMELESS.command(
                    Repository.file("target/dist/bin/vnetctl").toString(),
                    "restart",
                    "-S",
                    vde.first().management().toString()))) {
          assertNotEquals(0, stranger.awaitExit(), stranger::toString);
        }
        assertEquals(Long.parseLong(pid), vde.pid());

        vde.restart();

        HotRestartTest.talk(alice, bob);
        String status = Files.readString(Path.of("/proc/" + vde.pid() + "/status"));
        assertTrue(status.contains("Uid:\t" + (owner.uid() + "\t").repeat(4).strip()), status);
      }
    } finally {
      PeerProcess.run("rm", "-r", place.toString());
    }
  }

  @Test
  void newProcessThatHangsBeforeItConnectsIsKilled() throws IOException {
    assertKilled("#!/bin/sh\nsleep 600\n", "was not ready after 1 s");
  }

  @Test
  void newProcessThatHangsBeforeItIsReadyIsKilled() throws IOException {
    assertKilled(CONNECTS + "time.sleep(600)\n", "was not ready after 1 s");
  }

  @Test
  void newProcessThatHangsWhileItTakesOverIsKilled() throws IOException {
    assertKilled(HANGS, "was not running after 5 s");
  }

  /** And the old one goes on with all that it has. */
  private void assertKilled(String successor, String why) throws IOException {
    Path hangs = folder.resolve("hangs");
    Files.writeString(hangs, successor);
    hangs.toFile().setExecutable(true);
    List<String> prefix =
        List.of(
            "env",
            "VNETCTL_JAVA_OPTIONS=-Dvnetctl.program=" + hangs + " -Dvnetctl.restart.patience=1");
    try (Succeeding vde =
            Succeeding.of(SwitchProcess.start(prefix, SwitchProcess.program(), folder, "sw"));
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      final long before = vde.pid();
      final List<String> sockets = vde.first().dataSockets();

      vde.signal("USR2");
      Eventually.await(
          () -> {
            HotRestartTest.talk(alice, bob);
            return vde.first().process().errors().contains("\n");
          },
          () -> "no log: " + vde.first());

      assertEquals(
          "vde_switch: restart failed, this process goes on: the new process " + why + "\n",
          vde.first().process().errors());
      assertEquals(before, vde.pid());
      HotRestartTest.talk(alice, bob);
      assertEquals(sockets, vde.first().dataSockets());
      assertEquals(0, ProcessHandle.of(before).orElseThrow().children().count());
      vde.first().stop();
    }
  }

  @Test
  void manyClientsGoOn() throws IOException {
    List<Plug> many = new ArrayList<>();
    try (Succeeding vde = Succeeding.startAsUsersHaveIt(folder, "-n", String.valueOf(MANY + 8));
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      for (int i = 0; i < MANY; i++) {
        many.add(Plug.connect(vde.first(), 0));
      }
      HotRestartTest.talk(alice, bob);
      FrameClock clock = new FrameClock(alice, bob);

      vde.restart(clock::tick);
      clock.rest();

      System.out.println("hot restart, " + MANY + " clients: " + clock);
      assertTrue(clock.longestGapMillis() < 2_000, clock::toString);
      assertEquals(0, clock.lost(), clock::toString);
      assertTrue(many.stream().noneMatch(Plug::isUnplugged));
      HotRestartTest.talk(alice, many.getLast());
    } finally {
      for (Plug plug : many) {
        plug.close();
      }
    }
  }

  @Test
  void fullTableOfAddressesGoesOn() throws IOException {
    try (Succeeding vde = Succeeding.startAsUsersHaveIt(folder);
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0);
        Plug carol = Plug.connect(vde.first(), 0)) {
      HotRestartTest.talk(alice, bob);
      for (int i = 0; i < ADDRESSES; i++) {
        String from = "02:01:00:%02x:%02x:%02x".formatted(i >> 16, i >> 8 & 0xff, i & 0xff);
        byte[] frame = Frames.frame("02:00:00:00:00:01", from, "");
        Eventually.await(() -> carol.send(frame), vde.first()::toString);
        alice.poll();
      }
      HotRestartTest.talk(alice, bob);
      String before = sizeOfTable(vde);
      FrameClock clock = new FrameClock(alice, bob);

      vde.restart(clock::tick);
      clock.rest();

      System.out.println("hot restart, " + ADDRESSES + " addresses: " + clock);
      assertTrue(clock.longestGapMillis() < 2_000, clock::toString);
      assertEquals(before, sizeOfTable(vde));
    }
  }

  private static String sizeOfTable(Succeeding vde) {
    return String.valueOf(vde.ask("hash/print").lines().count());
  }
}
