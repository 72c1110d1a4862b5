package io.vnetctl.core.offload;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cutting a super-frame of TCP over IPv4 into frames, and joining those again. */
@State(Scope.Thread)
public class OffloadBenchmark {
  private static final int SEGMENTS = 44;
  private static final int PAYLOAD = 1448;
  private static final int TRANSPORT = 34;
  private static final int TYPE = 12;

  /** Of a frame from 10.0.0.1 to 10.0.0.2 with timestamps; the length of the packet is at 16. */
  private static final byte[] HEADERS =
      HexFormat.of()
          .parseHex(
              "020000000002020000000001"
                  + "0800450000000001400040060000"
                  + "0a0000010a000002"
                  + "1389c0010000000100000001801001f600000000"
                  + "0101080a0000000100000002");

  private static final int LENGTH = HEADERS.length + SEGMENTS * PAYLOAD;
  private static final int FRAME = HEADERS.length + PAYLOAD;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment whole = arena.allocate(LENGTH, Long.BYTES);
  private final MemorySegment frames = arena.allocate(SEGMENTS * FRAME, Long.BYTES);
  private final TcpRun run = new TcpRun();
  private long header;

  /** Makes the super-frame, and its frames by cutting it. */
  @Setup
  public void make() {
    MemorySegment.copy(HEADERS, 0, whole, ValueLayout.JAVA_BYTE, 0, HEADERS.length);
    int packetBytes = LENGTH - 14;
    InternetPacket.setU16(whole, 14 + InternetPacket.V4_LENGTH, packetBytes);
    InternetPacket.finishV4(whole, 14, InternetPacket.V4_BYTES);
    int pseudo =
        InternetChecksum.sum(whole, 14 + InternetPacket.V4_SOURCE, 8)
            + InternetPacket.PROTOCOL_TCP
            + (LENGTH - TRANSPORT);
    InternetPacket.setU16(
        whole, TRANSPORT + InternetPacket.TCP_CHECKSUM, InternetChecksum.fold(pseudo));
    long asked =
        VirtioNetHeader.superFrame(
            VirtioNetHeader.TCPV4, HEADERS.length, PAYLOAD, TRANSPORT, InternetPacket.TCP_CHECKSUM);
    header = Offload.validated(whole, 0, LENGTH, asked);
    if (header == VirtioNetHeader.INVALID) {
      throw new IllegalStateException("no valid super-frame");
    }
    for (int segment = 0; segment < SEGMENTS; segment++) {
      long at = (long) segment * FRAME;
      write(segment, frames, at);
      MemorySegment.copy(
          whole,
          HEADERS.length + Segmentation.sliceOffset(header, segment),
          frames,
          at + HEADERS.length,
          PAYLOAD);
    }
    if (joined() != SEGMENTS) {
      throw new IllegalStateException("no run of all frames");
    }
  }

  /** The header of one frame of a super-frame, with its checksums. */
  @Benchmark
  @OperationsPerInvocation(SEGMENTS)
  public long cut() {
    long bytes = 0;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      bytes += write(segment, frames, (long) segment * FRAME);
    }
    return bytes;
  }

  /** One frame checked and added to a run. */
  @Benchmark
  @OperationsPerInvocation(SEGMENTS)
  public int join() {
    return joined();
  }

  /** The sum of 1448 bytes. */
  @Benchmark
  public int checksum() {
    return InternetChecksum.sum(whole, HEADERS.length, PAYLOAD);
  }

  private int write(int segment, MemorySegment target, long to) {
    return Segmentation.writeHeader(
        header, LENGTH, segment, whole, 0, whole, HEADERS.length, target, to);
  }

  private int joined() {
    run.begin(frames, 0, TYPE, FRAME);
    for (int segment = 1; segment < SEGMENTS; segment++) {
      long at = (long) segment * FRAME;
      if (!run.append(frames, at, at + TYPE, at + FRAME)) {
        return run.count();
      }
    }
    return run.count();
  }
}
