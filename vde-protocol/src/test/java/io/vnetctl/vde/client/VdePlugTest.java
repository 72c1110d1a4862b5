package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VdePlugTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void carriesFramesBothWays() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        VdePlug one = plug(real, VdePlug.ANY_PORT);
        VdePlug two = plug(real, 7)) {
      assertEquals(1, one.port());
      assertEquals(7, two.port());

      assertArrayEquals(frame(60, 1), pass(one, two, frame(60, 1)));
      assertArrayEquals(frame(1514, 2), pass(two, one, frame(1514, 2)));
    }
  }

  @Test
  void waitsWhileTheSwitchIsBusy() throws Exception {
    int frames = 20_000;
    try (RealSwitch real = RealSwitch.start();
        VdePlug one = plug(real, VdePlug.ANY_PORT)) {
      for (int i = 0; i < frames; i++) {
        one.send(ByteBuffer.wrap(frame(60, 1)));
      }
      try (ConsoleClient console = ConsoleClient.connect(real.console(), line -> {})) {
        String counted = "";
        while (!counted.contains(" " + frames + " ")) {
          counted = String.join("\n", console.run("port/print 1").data());
          assertTrue(one.isConnected());
        }
      }
    }
  }

  @Test
  void leavesNothingBehind() throws IOException {
    try (RealSwitch real = RealSwitch.start()) {
      VdePlug plug = plug(real, 3);
      List<String> whileConnected = real.sockets();
      plug.close();
      while (!real.sockets().isEmpty()) {
        real.order("showinfo");
      }

      assertEquals(1, whileConnected.size(), whileConnected::toString);
      assertTrue(whileConnected.getFirst().startsWith("003."));
      assertFalse(plug.isConnected());
    }
  }

  @Test
  void noticesThatTheSwitchHasGone() throws IOException {
    VdePlug plug;
    try (RealSwitch real = RealSwitch.start()) {
      plug = plug(real, VdePlug.ANY_PORT);
      assertTrue(plug.isConnected());
    }
    try (plug) {
      assertThrows(EOFException.class, () -> plug.receive(ByteBuffer.allocate(60), SOON));
      assertFalse(plug.isConnected());
      assertThrows(IOException.class, () -> plug.send(ByteBuffer.wrap(frame(60, 1))));
    }
  }

  @Test
  void waitsForAFrameNoLongerThanTold() throws IOException {
    try (RealSwitch real = RealSwitch.start();
        VdePlug plug = plug(real, VdePlug.ANY_PORT)) {
      assertFalse(plug.receive(ByteBuffer.allocate(60), Duration.ZERO));
      assertFalse(plug.receive(ByteBuffer.allocate(60), Duration.ofMillis(20)));
    }
  }

  @Test
  void closingEndsAWaitForAFrame() throws Exception {
    try (RealSwitch real = RealSwitch.start()) {
      VdePlug plug = plug(real, VdePlug.ANY_PORT);
      FutureTask<IOException> waiting =
          new FutureTask<>(
              () ->
                  assertThrows(
                      IOException.class,
                      () -> plug.receive(ByteBuffer.allocate(60), Duration.ofMinutes(1))));
      Thread.ofPlatform().daemon().start(waiting);
      plug.close();

      assertNotNull(waiting.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void showsDescriptionUserAndProcess() throws Exception {
    try (RealSwitch real = RealSwitch.start();
        VdePlug plug = VdePlug.connect(real.directory(), 2, "größe", VdePlug.PRIVATE_MODE);
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {})) {
      String expected =
          "größe user=%s pid=%d"
              .formatted(System.getProperty("user.name"), ProcessHandle.current().pid());

      String endpoint = console.run("port/print " + plug.port()).data().getLast();
      assertTrue(endpoint.endsWith(": " + expected), endpoint);
    }
  }

  @Test
  void saysWhatToDoWhereNoSwitchIs(@TempDir Path empty) {
    PlugException absent =
        assertThrows(PlugException.class, () -> VdePlug.connect(empty, 0, "test", 0700));

    assertEquals(
        "cannot plug into %s: there is no socket ctl; start a switch with: vde_switch -s %s"
            .formatted(empty, empty),
        absent.getMessage());
  }

  @Test
  void saysWhatToDoWhenRefused() throws IOException {
    try (RealSwitch real = RealSwitch.start("-n", "4")) {
      PlugException refused =
          assertThrows(
              PlugException.class,
              () -> VdePlug.connect(real.directory(), 4, "test", 0700, Duration.ofMillis(100)));

      assertTrue(refused.getMessage().contains("port 4 of " + real.directory()));
      assertTrue(refused.getMessage().contains("port/showinfo"));
      assertEquals(List.of(), real.sockets());
    }
  }

  @Test
  void takesAnotherDirectoryWhereItsNameIsTooLong(@TempDir Path temp) throws IOException {
    try (RealSwitch real = RealSwitch.start()) {
      Path detour =
          Files.createSymbolicLink(
              temp.resolve("x".repeat(100 - temp.toString().length())), real.directory());
      try (VdePlug plug = VdePlug.connect(detour, 0, "test", 0700)) {
        assertEquals(1, plug.port());
      }
    }
  }

  private static VdePlug plug(RealSwitch real, int port) throws IOException {
    return VdePlug.connect(real.directory(), port, "test", VdePlug.PRIVATE_MODE);
  }

  private static byte[] pass(VdePlug from, VdePlug to, byte[] frame) throws IOException {
    ByteBuffer received = ByteBuffer.allocateDirect(2048);
    from.send(ByteBuffer.wrap(frame));
    assertTrue(to.receive(received, SOON));
    byte[] octets = new byte[received.flip().remaining()];
    received.get(octets);
    return octets;
  }

  private static byte[] frame(int octets, int source) {
    byte[] frame = new byte[octets];
    Arrays.fill(frame, (byte) 0xa5);
    Arrays.fill(frame, 0, 6, (byte) 0xff);
    Arrays.fill(frame, 6, 11, (byte) 2);
    frame[11] = (byte) source;
    return frame;
  }
}
