package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody takes all there is of something: who is connected does not notice, the log says what is
 * the matter, and a newcomer gets in, at once or as soon as there is anything again.
 */
final class ExhaustionTest {
  @TempDir Path folder;

  @Test
  void idleControlConnectionsKeepNobodyOut() throws Exception {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      Soak.rounds(
          round -> {
            try (Crowd _ = Crowd.at(vde.ctl(), 300);
                Plug newcomer = Plug.connect(vde, 0)) {
              assertEquals(3, newcomer.port());
              GarbageTest.assertOthersAreServed(alice, bob);
            }
            vde.awaitPortState(3, "INACTIVE");
          });
      assertTrue(vde.process().errors().contains("connections without a request"), vde::toString);
      vde.assertSound();
    }
  }

  @Test
  void wantOfDescriptorsIsOneLineAndPasses() throws Exception {
    Requirement.program("prlimit", "util-linux");
    List<String> few = List.of("prlimit", "--nofile=110:110");
    try (SwitchProcess vde = SwitchProcess.start(few, SwitchProcess.program(), folder, "sw");
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      try (Crowd _ = Crowd.at(vde.management(), 60);
          Crowd _ = Crowd.at(vde.ctl(), 60)) {
        Eventually.await(
            () -> vde.process().errors().contains("Too many open files"), vde::toString);
        long before = vde.cpuTicks();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        long ticks = vde.cpuTicks() - before;
        assertTrue(ticks < 50, () -> "in 100 ticks of want it worked for " + ticks);
        GarbageTest.assertOthersAreServed(alice, bob);
      }
      try (Plug newcomer = Plug.connect(vde, 0)) {
        assertEquals(3, newcomer.port());
      }
      long lines =
          vde.process().errors().lines().filter(it -> it.contains("nobody can con")).count();
      assertTrue(lines >= 1 && lines <= 2, vde::toString);
      vde.assertSound();
    }
  }

  @Test
  void whoTakesAllPortsLeavesTheOthersTheirs() throws Exception {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-n", "8");
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      List<Plug> greedy = new ArrayList<>();
      for (int port = 3; port < 8; port++) {
        greedy.add(Plug.connect(vde, 0));
      }
      for (int i = 0; i < 100; i++) {
        greedy.add(Plug.request(vde, i % 8, "one more"));
      }
      Eventually.await(
          () ->
              vde.process().errors().contains("port 7 has 32 endpoints, no more fit")
                  || vde.process().errors().contains("no port is free, of 8"),
          vde::toString);
      GarbageTest.assertOthersAreServed(alice, bob);
      for (Plug plug : greedy) {
        plug.close();
      }
      vde.awaitPortState(3, "INACTIVE");
      try (Plug newcomer = Plug.connect(vde, 0)) {
        assertEquals(3, newcomer.port());
      }
      vde.assertSound();
    }
  }

  @Test
  void consolesOfAnotherUserLeaveRoomForOurs() throws Exception {
    User.requireRoot();
    Requirement.program("python3", "python3");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--mgmtmode", "666");
        PeerProcess greedy =
            PeerProcess.start(
                User.NAMELESS.command(
                    "/usr/bin/python3", "-c", CONNECT, vde.management().toString(), "64"))) {
      greedy.awaitOutput("64 connected");
      Eventually.await(() -> openConsoles(vde) >= 64, vde::toString);
      try (Console ours = Console.open(vde.management())) {
        ours.succeed("port/showinfo");
      }
      try (PeerProcess other =
          PeerProcess.start(
              User.HIGH.command(
                  "/usr/bin/python3", "-c", CONNECT, vde.management().toString(), "1"))) {
        other.awaitOutput("1016 Device or resource busy: 64 consoles are open to others");
      }
      Eventually.await(
          () -> vde.process().errors().contains("console refused to uid 1234567"), vde::toString);
      vde.assertSound();
    }
  }

  /** Connects, says how often, shows what the last connection is told, and stays. */
  private static final String CONNECT =
      """
      import socket, sys
      all = []
      for i in range(int(sys.argv[2])):
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        all.append(s)
      print(len(all), 'connected')
      print(all[-1].recv(200).decode(), flush=True)
      sys.stdin.read()
      """;

  private static long openConsoles(SwitchProcess vde) {
    try (var files = Files.list(Path.of("/proc/" + vde.process().pid() + "/fd"))) {
      return files.filter(ExhaustionTest::isSocket).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }

  /** Longer than a client has for its request. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(8);

  @Test
  void halfARequestIsClosedInTime() throws Exception {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Crowd half = Crowd.at(vde.ctl(), 10)) {
      half.say("\u00ce\u00fa\u00ed\u00fe\u0003");
      assertTrue(
          Eventually.within(
              REQUEST_TIMEOUT, () -> vde.process().errors().contains("no request within 5 s")),
          vde::toString);
      vde.assertSound();
    }
  }
}
