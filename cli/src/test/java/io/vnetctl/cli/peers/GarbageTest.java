package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever clients send: others do not notice, and the log holds no defect. */
final class GarbageTest {
  private static final int LONGEST_FRAME = 70_000;
  private static final int MAGIC = 0xfeedface;

  @TempDir Path folder;

  @Test
  void framesOfEveryLengthHarmNobody() throws Exception {
    Random random = Soak.random();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-F");
        Plug author = Plug.connect(vde, 1);
        Plug alice = Plug.connect(vde, 2);
        Plug bob = Plug.connect(vde, 3)) {
      vde.succeed("vlan/create 10");
      vde.succeed("vlan/addport 10 1");
      FrameAuthor frames = new FrameAuthor(random);
      Soak.rounds(
          round -> {
            for (int i = 0; i < 3_000; i++) {
              byte[] frame = frame(random, frames, i);
              Eventually.await(() -> author.send(frame), () -> "not taken: " + frame.length);
            }
            assertOthersAreServed(alice, bob);
          });
      vde.assertSound();
    }
  }

  private static byte[] frame(Random random, FrameAuthor frames, int number) {
    return switch (number % 4) {
      case 0 -> noise(random, random.nextInt(64));
      case 1 -> noise(random, random.nextInt(LONGEST_FRAME + 1));
      default -> frames.next();
    };
  }

  @Test
  void requestsOfEveryLengthAndContentHarmNobody() throws Exception {
    Random random = Soak.random();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug alice = Plug.connect(vde, 2);
        Plug bob = Plug.connect(vde, 3)) {
      Soak.rounds(
          round -> {
            for (int length = 0; length < 600; length++) {
              request(vde, request(random, length));
            }
            request(vde, noise(random, 1 << 20));
            assertOthersAreServed(alice, bob);
          });
      try (Plug newcomer = Plug.connect(vde, 0)) {
        assertTrue(newcomer.port() > 0);
      }
      vde.assertSound();
    }
  }

  /** Noise, with a beginning that is right more or less far; of version 0 to 4. */
  private static byte[] request(Random random, int length) {
    ByteBuffer request = ByteBuffer.wrap(noise(random, length)).order(ByteOrder.LITTLE_ENDIAN);
    if (length >= 4 && random.nextInt(8) > 0) {
      request.putInt(0, MAGIC);
    }
    if (length >= 8) {
      request.putInt(4, random.nextInt(5));
    }
    if (length >= 14 && random.nextBoolean()) {
      request.putInt(8, random.nextInt(40) << 8).putShort(12, (short) 1);
    }
    return request.array();
  }

  private static void request(SwitchProcess vde, byte[] bytes) throws IOException {
    try (SocketChannel ctl = SocketChannel.open(UnixDomainSocketAddress.of(vde.ctl()))) {
      ctl.write(ByteBuffer.wrap(bytes));
    } catch (IOException refused) {
      // The switch may close before all of it is written.
      return;
    }
  }

  @Test
  void inputOfConsolesHarmsNobody() throws Exception {
    Random random = Soak.random();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug alice = Plug.connect(vde, 2);
        Plug bob = Plug.connect(vde, 3)) {
      Soak.rounds(
          round -> {
            console(vde, "vlan/create 1\0garbage\nshowinfo\0\n".getBytes(StandardCharsets.UTF_8));
            console(vde, "\r\r\n\r\nshowinfo\r\n".getBytes(StandardCharsets.UTF_8));
            console(vde, "vlan/create \u00e4\u20ac\ud83d\ude00\n".getBytes(StandardCharsets.UTF_8));
            console(vde, "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
            console(vde, "\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50; i++) {
              console(vde, noise(random, random.nextInt(5_000)));
            }
            assertOthersAreServed(alice, bob);
            vde.succeed("port/showinfo");
          });
      vde.assertSound();
    }
  }

  /** A client that writes and does not care for the answer. */
  private static void console(SwitchProcess vde, byte[] input) throws IOException {
    try (SocketChannel console = SocketChannel.open(UnixDomainSocketAddress.of(vde.management()))) {
      console.configureBlocking(false);
      ByteBuffer rest = ByteBuffer.wrap(input);
      ByteBuffer answers = ByteBuffer.allocate(65_536);
      Eventually.await(
          () -> {
            try {
              console.read(answers.clear());
              console.write(rest);
              return !rest.hasRemaining();
            } catch (IOException closed) {
              return true;
            }
          },
          () -> rest.remaining() + " bytes are not taken");
    }
  }

  static void assertOthersAreServed(Plug alice, Plug bob) {
    alice.poll();
    bob.poll();
    byte[] there = Frames.frame(Frames.BROADCAST, "02:00:00:00:00:a1", "there");
    byte[] back = Frames.frame("02:00:00:00:00:a1", "02:00:00:00:00:b1", "and back");
    Eventually.await(() -> alice.send(there), () -> "alice cannot send");
    bob.awaitFrame(there);
    Eventually.await(() -> bob.send(back), () -> "bob cannot send");
    alice.awaitFrame(back);
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }
}
