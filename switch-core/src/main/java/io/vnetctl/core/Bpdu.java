package io.vnetctl.core;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A bridge protocol data unit as VDE's FSTP speaks it: LLC and layout of 802.1D-2004, 9.3.3, but
 * age and timers with the low byte first and in seconds. Offsets from the length field of the
 * frame:
 *
 * <pre>
 *   0  length 39      2  LLC 42 42 03     5  protocol 0      7  version 2    8  type 2
 *   9  flags         10  root id (8)     18  root cost (4)  22  bridge id (8)
 *  30  port id (2)   32  age             34  max age        36  hello        38  forward delay
 *  40  version 1 length 0
 * </pre>
 *
 * <p>Source: spec vde-dataplane, chapter 7.
 *
 * @param flags see the constants
 * @param rootId root bridge: priority and address
 * @param rootCost cost of the way from the sender to the root, unsigned
 * @param bridgeId the sender
 * @param portId the sender's port, 16 bits
 * @param ageSeconds since the root was heard, 16 bits
 */
record Bpdu(int flags, long rootId, int rootCost, long bridgeId, int portId, int ageSeconds) {
  static final int TOPOLOGY_CHANGE = 0x01;
  static final int IN_BACKUP = 0x02;
  static final int NOT_IN_BACKUP = 0x04;
  static final int NOT_ROOT_PORT = 0x08;
  static final int FORWARDING = 0x30;
  static final int AGREEMENT = 0x40;

  /** The two bits that tell the sender's role. */
  static final int ROLE_MASK = 0x0c;

  /** Role bits of a root port. */
  static final int ROLE_ROOT = 0x04;

  private static final int LLC_BYTES = 39;
  private static final int BYTES_AFTER_ADDRESSES = 41;
  private static final int VERSION_AND_TYPE = 0x0202;
  private static final int MAX_AGE_SECONDS = 40;
  private static final int HELLO_SECONDS = 4;

  /**
   * Shorter ones are dropped (frame without tag, in bytes): the age ends at 48, the rest is fixed.
   */
  private static final int MIN_FRAME_BYTES = 51;

  private static final int VERSION = 7;
  private static final int FLAGS = 9;
  private static final int ROOT_ID = 10;
  private static final int ROOT_COST = 18;
  private static final int BRIDGE_ID = 22;
  private static final int PORT_ID = 30;
  private static final int AGE = 32;

  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort U16_LOW_FIRST =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Port identifier (802.1D, 9.2.7): priority 0x80 and the port's number. */
  static int portId(int port) {
    return (0x80 | port >> 4) << 8 | port & 0xff;
  }

  /** Reads a BPDU; empty if it is too short, or of another version or type. */
  static Optional<Bpdu> parse(MemorySegment frame, boolean tagged) {
    int tagBytes = tagged ? EthernetFrame.TAG_BYTES : 0;
    if (frame.byteSize() < MIN_FRAME_BYTES + tagBytes) {
      return Optional.empty();
    }
    long base = EthernetFrame.ADDRESSES_BYTES + tagBytes;
    if (frame.get(U16, base + VERSION) != VERSION_AND_TYPE) {
      return Optional.empty();
    }
    return Optional.of(
        new Bpdu(
            frame.get(ValueLayout.JAVA_BYTE, base + FLAGS) & 0xff,
            frame.get(U64, base + ROOT_ID),
            frame.get(U32, base + ROOT_COST),
            frame.get(U64, base + BRIDGE_ID),
            frame.get(U16, base + PORT_ID) & 0xffff,
            frame.get(U16_LOW_FIRST, base + AGE) & 0xffff));
  }

  /** The frame: 53 bytes, or 57 with the tag of a VLAN. */
  byte[] frame(long sourceMac, boolean tagged, int vlan) {
    int tagBytes = tagged ? EthernetFrame.TAG_BYTES : 0;
    ByteBuffer out =
        ByteBuffer.allocate(EthernetFrame.ADDRESSES_BYTES + tagBytes + BYTES_AFTER_ADDRESSES);
    putMac(out, EthernetFrame.BRIDGE_GROUP);
    putMac(out, sourceMac);
    if (tagged) {
      out.putShort((short) EthernetFrame.TPID).putShort((short) vlan);
    }
    out.putShort((short) LLC_BYTES).put((byte) 0x42).put((byte) 0x42).put((byte) 0x03);
    out.putShort((short) 0).putShort((short) VERSION_AND_TYPE);
    out.put((byte) flags).putLong(rootId).putInt(rootCost).putLong(bridgeId);
    out.putShort((short) portId);
    putLowFirst(out, ageSeconds);
    putLowFirst(out, MAX_AGE_SECONDS);
    putLowFirst(out, HELLO_SECONDS);
    return out.array();
  }

  private static void putMac(ByteBuffer out, long mac) {
    out.putShort((short) (mac >> 32)).putInt((int) mac);
  }

  private static void putLowFirst(ByteBuffer out, int number) {
    out.put((byte) number).put((byte) (number >> 8));
  }
}
