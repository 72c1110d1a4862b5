package io.vnetctl.core.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Readers of an Ethernet frame that lies in memory (802.3, 3.1.1; 802.1Q, 9.3), without FCS:
 *
 * <pre>
 *  0        6        12     14
 *  | dest.  | source | type | payload ...            untagged, 14 bytes and more
 *
 *  0        6        12     14    16     18
 *  | dest.  | source | 8100 | TCI | type | payload   tagged, 18 bytes and more
 * </pre>
 *
 * The length is checked once, by whoever received the frame; then no reader can fail.
 */
public final class EthernetFrame {
  /** Destination and source address. */
  public static final int ADDRESSES_BYTES = 12;

  /** Shortest thing that is a frame at all. */
  public static final int HEADER_BYTES = 14;

  /** An 802.1Q tag: its type and the tag control information. */
  public static final int TAG_BYTES = 4;

  /** Shortest tagged frame. */
  public static final int TAGGED_HEADER_BYTES = HEADER_BYTES + TAG_BYTES;

  /** Frames that the switch makes itself are no longer: a tagged BPDU has 57 bytes. */
  public static final int MAX_OWN_BYTES = 64;

  /** The type that announces an 802.1Q tag (C-tag). Other tag types are plain payload here. */
  public static final int TPID = 0x8100;

  /** Bridge group address (802.1D, 7.12.6): spanning tree. */
  public static final long BRIDGE_GROUP = 0x0180_c200_0000L;

  private static final int SOURCE = 6;
  private static final int TYPE = 12;
  private static final int TCI = 14;
  private static final int VLAN_MASK = 0xfff;

  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private EthernetFrame() {}

  /** Destination address, 48 bits. */
  public static long destination(MemorySegment memory, long frame) {
    return memory.get(U64, frame) >>> 16;
  }

  /** Source address, 48 bits. */
  public static long source(MemorySegment memory, long frame) {
    return memory.get(U64, frame + SOURCE) >>> 16;
  }

  /** EtherType, or length below 1536. */
  public static int type(MemorySegment memory, long frame) {
    return memory.get(U16, frame + TYPE) & 0xffff;
  }

  /** VLAN identifier of a tagged frame, 0 to 4095. */
  public static int vlan(MemorySegment memory, long frame) {
    return memory.get(U16, frame + TCI) & VLAN_MASK;
  }

  /** Writes an 802.1Q tag; the control information is priority (3 bits), DEI, VLAN (12 bits). */
  public static void writeTag(MemorySegment memory, long at, int tagControl) {
    memory.set(U16, at, (short) TPID);
    memory.set(U16, at + 2, (short) tagControl);
  }
}
