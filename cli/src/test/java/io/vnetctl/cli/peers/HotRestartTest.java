package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** A switch that goes on in a new process, with everybody who is plugged in. */
final class HotRestartTest {
  /** What a restart must not change. */
  private static final List<String> QUESTIONS =
      List.of(
          "port/showinfo",
          "port/allprint",
          "port/counters",
          "port/limits",
          "vlan/allprint",
          "hash/showinfo",
          "fstp/showinfo",
          "fstp/print",
          "ds/showinfo");

  @TempDir Path folder;

  @Test
  void clientsStayPluggedInAndFramesFlow() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      talk(alice, bob);

      vde.restart();

      talk(alice, bob);
      assertFalse(alice.isUnplugged());
      assertFalse(bob.isUnplugged());
    }
  }

  @Test
  void framesSentMeanwhileArrive() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      FrameClock clock = new FrameClock(alice, bob);

      vde.restart(clock::tick);
      clock.rest();

      System.out.println("hot restart, client to client: " + clock);
      assertTrue(clock.longestGapMillis() < 1_000, clock::toString);
      assertEquals(0, clock.lost(), clock::toString);
    }
  }

  @Test
  void consoleTellsTheSameAsBefore() throws IOException {
    try (Succeeding vde = Succeeding.start(folder, "-n", "20", "--priority", "77", "-m", "660");
        Plug alice = Plug.connect(vde.first(), 3);
        Plug bob = Plug.connect(vde.first(), 0);
        Plug carol = Plug.connect(vde.first(), 3)) {
      for (String command :
          List.of(
              "vlan/create 7",
              "vlan/addport 7 3",
              "port/create 9",
              "port/setuser 9 1000",
              "port/userlimit 5",
              "port/maclimit 3 7",
              "hash/setexpire 500",
              "hash/setsize 256",
              "fstp/setedge 0 1 1")) {
        vde.ask(command);
      }
      talk(alice, bob);
      carol.poll();
      List<String> before = answers(vde);
      String addresses = addresses(vde);

      vde.restart();

      assertEquals(before, answers(vde));
      assertEquals(addresses, addresses(vde));
    }
  }

  @Test
  void whoIsUnpluggedIsUnpluggedForGood() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug bob = Plug.connect(vde.first(), 2);
        Plug carol = Plug.connect(vde.first(), 3)) {
      final Plug alice = Plug.connect(vde.first(), 1);
      String id = bob.dataSocket().split("\\.")[1];
      vde.ask("port/epclose 2 " + id);
      Eventually.await(bob::isUnplugged, () -> "bob stays");

      vde.restart();

      assertEquals(List.of(alice.dataSocket(), carol.dataSocket()), vde.first().dataSockets());
      vde.ask("port/epclose 3 " + carol.dataSocket().split("\\.")[1]);
      Eventually.await(carol::isUnplugged, () -> "carol stays");
      assertEquals(List.of(alice.dataSocket()), vde.first().dataSockets());
      alice.close();
      Eventually.await(() -> vde.first().dataSockets().isEmpty(), () -> "alice's socket stays");
    }
  }

  @Test
  void newClientsGetSocketsOfTheirOwn() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug alice = Plug.connect(vde.first(), 0)) {
      vde.restart();
      vde.restart();

      try (Plug bob = Plug.connect(vde.first(), 0);
          Plug carol = Plug.connect(vde.first(), 0);
          Plug dave = Plug.connect(vde.first(), 0)) {
        talk(bob, 1, carol, 2);
        talk(dave, 3, alice, 4);
        Set<String> ids =
            Stream.of(alice, bob, carol, dave)
                .map(plug -> plug.dataSocket().split("\\.")[1])
                .collect(Collectors.toSet());
        assertEquals(4, ids.size());
      }
    }
  }

  @Test
  void clientThatHasSentHalfOfItsRequestIsServed() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        SocketChannel ctl = SocketChannel.open(UnixDomainSocketAddress.of(vde.first().ctl()));
        AFUNIXDatagramChannel data = AFUNIXDatagramChannel.open()) {
      Path address = folder.resolve("data");
      data.bind(AFUNIXSocketAddress.of(address));
      ByteBuffer request = PortRequest.of(0, address, "late");
      ctl.write(request.slice(0, 50));

      vde.restart();
      ctl.write(request.slice(50, request.limit() - 50));

      Eventually.await(() -> vde.ask("port/print").contains(": late"), () -> vde.ask("port/print"));
    }
  }

  @Test
  void newVersionThatFailsLeavesTheOldOneRunning() throws IOException {
    Path broken = program("broken", "exit 3");
    List<String> prefix = List.of("env", "VNETCTL_JAVA_OPTIONS=-Dvnetctl.program=" + broken);
    try (Succeeding vde =
            Succeeding.of(SwitchProcess.start(prefix, SwitchProcess.program(), folder, "sw"));
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      final long before = vde.pid();

      vde.signal("USR2");

      vde.awaitLog("the new process ended with status 3 before it was ready");
      assertEquals(before, vde.pid());
      talk(alice, bob);
      vde.first().stop();
    }
  }

  @Test
  void newVersionThatEndsWhileItTakesOverLeavesTheOldOneRunning() throws IOException {
    // it has no descriptors for all that it is given
    Path poor = program("poor", "ulimit -n 60; exec " + SwitchProcess.program() + " \"$@\"");
    List<String> prefix = List.of("env", "VNETCTL_JAVA_OPTIONS=-Dvnetctl.program=" + poor);
    List<Plug> many = new ArrayList<>();
    try (Succeeding vde =
            Succeeding.of(
                SwitchProcess.start(prefix, SwitchProcess.program(), folder, "sw", "-n", "100"));
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      final long before = vde.pid();
      for (int i = 0; i < 60; i++) {
        many.add(Plug.connect(vde.first(), 0));
      }

      vde.signal("USR2");

      vde.awaitLog("the new process failed");
      assertEquals(before, vde.pid());
      talk(alice, bob);
      vde.first().stop();
    } finally {
      for (Plug plug : many) {
        plug.close();
      }
    }
  }

  @Test
  void tenRestartsLeakNothing() throws IOException {
    Path pidFile = folder.resolve("pid");
    try (Succeeding vde = Succeeding.start(folder, "-p", pidFile.toString());
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      vde.restart();
      final long descriptors = vde.descriptors();
      final List<String> files = vde.first().dataSockets();

      for (int i = 0; i < 9; i++) {
        vde.restart();
      }

      talk(alice, bob);
      vde.awaitDescriptors(descriptors);
      assertEquals(files, vde.first().dataSockets());
      assertEquals(vde.pid() + "\n", Files.readString(pidFile));
      assertEquals(0, ProcessHandle.of(vde.pid()).orElseThrow().children().count());
      vde.stop();
      assertFalse(Files.exists(pidFile));
    }
  }

  @Test
  void signalThatEndsItWhileItRestartsEndsIt() throws IOException {
    try (Succeeding vde = Succeeding.start(folder)) {
      vde.signal("USR2");
      vde.first().stop();
    }
  }

  @Test
  void vnetctlRestartTellsBothProcesses() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      final long before = vde.pid();
      String vnetctl = Repository.file("bin/vnetctl").toString();

      String said = PeerProcess.run(vnetctl, "restart", "-S", vde.first().management().toString());

      assertEquals("restarted: was process " + before + ", is " + vde.pid() + "\n", said);
      talk(alice, bob);
      said = PeerProcess.run(vnetctl, "restart", "--sock", vde.first().folder().toString());
      assertTrue(said.endsWith(", is " + vde.pid() + "\n"), said);
      talk(alice, bob);
    }
  }

  @Test
  void clientsOutliveASwitchThatIsKilled() throws IOException {
    Path pidFile = folder.resolve("pid");
    try (Succeeding vde = Succeeding.start(folder, "--survive", "-p", pidFile.toString());
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      vde.ask("vlan/create 7");
      vde.ask("vlan/addport 7 1");
      talk(alice, bob);
      vde.awaitHolder();
      List<String> before = List.of(vde.ask("vlan/allprint"), vde.ask("port/showinfo"));

      FrameClock clock = new FrameClock(alice, bob);
      vde.kill();
      clock.awaitArrivals(System.nanoTime());
      clock.rest();

      System.out.println("survive: client to client: " + clock);
      assertTrue(clock.longestGapMillis() < 2_000, clock::toString);
      assertFalse(alice.isUnplugged());
      assertFalse(bob.isUnplugged());
      assertEquals(before, List.of(vde.ask("vlan/allprint"), vde.ask("port/showinfo")));
      assertEquals(vde.pid() + "\n", Files.readString(pidFile));
      talk(alice, bob);
    }
  }

  @Test
  void holderGoesOnWithEachProcessAndEndsWithTheLast() throws IOException {
    try (Succeeding vde = Succeeding.start(folder, "--survive");
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      final ProcessHandle holder = vde.awaitHolder();
      vde.restart();
      vde.killAndAwaitSuccessor();
      talk(alice, bob);
      try (Plug carol = Plug.connect(vde.first(), 0)) {
        vde.killAndAwaitSuccessor();
        talk(alice, 3, carol, 4);
        vde.restart();
        vde.killAndAwaitSuccessor();
        talk(alice, bob);
      }

      vde.stop();

      Eventually.await(() -> !holder.isAlive(), () -> "the holder stays");
    }
  }

  /** Names of sockets without a file can be seen by all (/proc/net/unix), and be connected to. */
  @Test
  void strangersWhoComeFirstKeepNobodyFromGoingOn() throws IOException {
    User.requireRoot();
    Requirement.program("python3", "python3");
    try (PeerProcess stranger =
            PeerProcess.start(User.NAMELESS.command("/usr/bin/python3", "-c", INTRUDE));
        Succeeding vde = Succeeding.start(folder, "--survive");
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      vde.awaitHolder();
      stranger.awaitOutput("holder");
      vde.restart();
      stranger.awaitOutput("handover");
      vde.killAndAwaitSuccessor();
      talk(alice, bob);
    }
  }

  /** Connects to whatever waits for another process of a switch, and says what it was. */
  private static final String INTRUDE =
      """
      import re, socket
      seen = set()
      while True:
        for name in re.findall('@(vnetctl-[a-z]+-[^ \\n]*)', open('/proc/net/unix').read()):
          if name not in seen:
            s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            s.settimeout(1)
            try:
              s.connect('\\0' + name)
              seen.add(name)
              print(name, flush=True)
            except OSError:
              pass
      """;

  private static List<String> answers(Succeeding vde) {
    return QUESTIONS.stream()
        .map(question -> vde.ask(question).replaceAll(" age \\d+ ", " age "))
        .toList();
  }

  /** Without their ages, which go on. */
  private static String addresses(Succeeding vde) {
    return vde.ask("hash/print").replaceAll("age \\d+ secs", "age");
  }

  private Path program(String name, String line) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + line + "\n");
    program.toFile().setExecutable(true);
    return program;
  }

  static void talk(Plug one, Plug other) {
    talk(one, 1, other, 2);
  }

  /** Both with the addresses of these numbers. */
  static void talk(Plug one, int oneNumber, Plug other, int otherNumber) {
    one.send(frame(oneNumber, otherNumber));
    other.awaitFrame(frame(oneNumber, otherNumber));
    other.send(frame(otherNumber, oneNumber));
    one.awaitFrame(frame(otherNumber, oneNumber));
  }

  private static byte[] frame(int from, int to) {
    return Frames.frame("02:00:00:00:00:0" + to, "02:00:00:00:00:0" + from, "restart");
  }
}
