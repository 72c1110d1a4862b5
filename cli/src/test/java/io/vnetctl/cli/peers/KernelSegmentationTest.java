package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.offload.Joiner;
import io.vnetctl.core.offload.Received;
import io.vnetctl.core.twin.PacketBuilder;
import io.vnetctl.tap.PrivateNetwork;
import io.vnetctl.tap.Requirement;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are cut and joined here, against the kernel's own segmentation, byte for byte. */
final class KernelSegmentationTest {
  private static final int ROUNDS = 200;

  private interface Body {
    void run(KernelCutter kernel, Random random);
  }

  private static void withKernel(long seed, Body body) throws Exception {
    Requirement.tap();
    Requirement.program("ip", "iproute2");
    PrivateNetwork.run(
        () -> {
          try (KernelCutter kernel = new KernelCutter()) {
            body.run(kernel, new Random(seed));
          }
        });
  }

  private static void assertFrames(List<byte[]> expected, List<byte[]> actual) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        expected.stream().map(hex::formatHex).toList(),
        actual.stream().map(hex::formatHex).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cutsSuperFramesAsTheKernelDoes(long seed) throws Exception {
    withKernel(
        seed,
        (kernel, random) -> {
          for (int round = 0; round < ROUNDS; round++) {
            PacketBuilder packet = PacketBuilder.random(random);
            int bytes = random.nextInt(8) == 0 ? 64_000 : random.nextInt(2, 5_000);
            packet.payload(PacketBuilder.randomBytes(random, bytes));
            int gsoSize = random.nextInt(1 + bytes / 60, bytes);
            assertCutAsByKernel(kernel, packet, gsoSize);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void finishesChecksumsAsTheKernelDoes(long seed) throws Exception {
    withKernel(
        seed,
        (kernel, random) -> {
          for (int round = 0; round < ROUNDS; round++) {
            PacketBuilder packet = PacketBuilder.random(random);
            packet.payload(PacketBuilder.randomBytes(random, random.nextInt(1_200)));
            assertCutAsByKernel(kernel, packet, 0);
          }
        });
  }

  private static void assertCutAsByKernel(KernelCutter kernel, PacketBuilder packet, int gsoSize) {
    byte[] header = packet.virtioNetHeader(gsoSize);
    byte[] frame = packet.unfinished();
    List<byte[]> ours = Received.of(header, frame).segments();
    assertFrames(kernel.cut(header, frame, ours.size()), ours);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void joinsFramesThatTheKernelCutsAsTheyWere(long seed) throws Exception {
    withKernel(
        seed,
        (kernel, random) -> {
          int joined = 0;
          for (int round = 0; round < ROUNDS; round++) {
            PacketBuilder packet = PacketBuilder.randomTcp(random);
            packet.payload(PacketBuilder.randomBytes(random, random.nextInt(1, 8_000)));
            List<byte[]> frames = packet.cut(random.nextInt(200, 1_400));
            List<Joiner.Written> written = Joiner.join(frames);
            assertFrames(frames, written.stream().flatMap(it -> cut(kernel, it)).toList());
            joined += frames.size() - written.size();
          }
          assertTrue(joined > ROUNDS, joined + " prove little");
        });
  }

  private static Stream<byte[]> cut(KernelCutter kernel, Joiner.Written it) {
    return kernel.cut(it.virtioNetHeader(), it.frame(), it.frames()).stream();
  }
}
