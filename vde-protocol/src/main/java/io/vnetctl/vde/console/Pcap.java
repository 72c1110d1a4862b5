package io.vnetctl.vde.console;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * The classic capture file format, version 2.4 (draft-ietf-opsawg-pcap), little-endian, with
 * microseconds and Ethernet frames without FCS:
 *
 * <pre>
 *  file    | magic a1b2c3d4 | major, minor | zone 0 | accuracy 0 | longest frame | link type 1 |
 *  record  | seconds | microseconds | bytes kept | bytes of the frame | frame ...
 * </pre>
 */
final class Pcap {
  static final int RECORD_HEADER_BYTES = 16;

  private static final int FILE_HEADER_BYTES = 24;
  private static final int MAGIC = 0xa1b2_c3d4;
  private static final short MAJOR = 2;
  private static final short MINOR = 4;
  private static final int LINKTYPE_ETHERNET = 1;

  /** Longer than any frame of a switch, and what readers accept at most. */
  private static final int LONGEST_FRAME = 262_144;

  private static final int NANOS_PER_MICRO = 1000;

  private Pcap() {}

  /** How a file begins. */
  static byte[] fileHeader() {
    return bytes(FILE_HEADER_BYTES)
        .putInt(MAGIC)
        .putShort(MAJOR)
        .putShort(MINOR)
        .putInt(0)
        .putInt(0)
        .putInt(LONGEST_FRAME)
        .putInt(LINKTYPE_ETHERNET)
        .array();
  }

  /** What precedes a frame that is kept whole; the seconds are good until 2106. */
  static byte[] recordHeader(Instant time, int frameBytes) {
    return bytes(RECORD_HEADER_BYTES)
        .putInt((int) time.getEpochSecond())
        .putInt(time.getNano() / NANOS_PER_MICRO)
        .putInt(frameBytes)
        .putInt(frameBytes)
        .array();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
